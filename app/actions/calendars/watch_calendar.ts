import logger from '@adonisjs/core/services/logger'
import type { DateTime } from 'luxon'
import calendars from '#config/calendars'
import type Calendar from '#models/calendars/calendar'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import type { CalendarAccess, CalendarProvider } from '#services/calendars/calendar_provider'
import { noticeAddress } from '#services/calendars/notice'

interface Opened {
  provider: CalendarProvider
  access: CalendarAccess
  now: DateTime
}

/** Where it cannot be watched, it is looked at all the more often; and it is tried again. */
const TRIED_AGAIN_HOURS = 1

/** Lets its provider tell when something changes there, and asks again before that ends. */
export default class WatchCalendar {
  /** Whether it tells. */
  async handle(calendar: Calendar, opened: Opened): Promise<boolean> {
    if (noticeAddress('') === null || !opened.provider.watch) return false
    const { watchDueAt } = calendar
    if (watchDueAt === null || watchDueAt <= opened.now) await this.renew(calendar, opened)
    return calendar.isWatched(opened.now)
  }

  /** Whoever watches does so at each provider alone: nobody takes a second one beside the first. */
  async stop(calendar: Calendar, { provider, access }: Omit<Opened, 'now'>): Promise<void> {
    const { watching } = calendar
    calendar.merge({ watchId: null, watchTokenHash: null, watchResourceId: null, watchUntil: null })
    if (!watching) return
    try {
      await provider.unwatch?.(access, watching)
    } catch (error) {
      logger.info({ err: error, calendar_id: calendar.id }, 'A calendar is still told of')
    }
  }

  /** It is noted first, since the provider speaks to us before it answers. */
  private async renew(calendar: Calendar, { provider, access, now }: Opened): Promise<void> {
    await this.stop(calendar, { provider, access })
    const [id, token] = [newSecretToken(), newSecretToken()]
    const tried = now.plus({ hours: TRIED_AGAIN_HOURS })
    const asked = { watchId: id, watchTokenHash: hashOfToken(token), watchUntil: tried }
    await calendar.merge({ ...asked, watchDueAt: tried }).save()
    try {
      const until = now.plus({ hours: calendars.watchHours }).toMillis()
      const address = String(noticeAddress(id))
      const told = await provider.watch?.(access, calendar.remoteId, { id, token, address, until })
      if (!told) return
      const lasts = told.until - now.toMillis()
      calendar.merge({ watchResourceId: told.resourceId, watchUntil: now.plus(lasts) })
      await calendar.merge({ watchDueAt: now.plus(lasts / 2) }).save()
    } catch (error) {
      logger.info({ err: error, calendar_id: calendar.id }, 'A calendar cannot be watched')
      calendar.merge({ watchId: null, watchTokenHash: null, watchUntil: null })
      await calendar.save()
    }
  }
}
