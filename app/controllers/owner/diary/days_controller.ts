import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { awayLinks } from '#pages/owner/diary/away_links'
import { dayRows } from '#pages/owner/diary/day_rows'
import { nextFree } from '#pages/owner/diary/next_free'
import { loadAgendas } from '#queries/bookings/day_agenda'
import { failedMessages } from '#queries/notifications/failed_messages'
import { waitingMoves } from '#queries/requests/find_move'
import { requestInbox } from '#queries/requests/request_inbox'
import { placesToGive } from '#queries/sessions/session_list'
import { freedPlaces } from '#queries/waitlist/freed_places'
import { dayQuery, validQuery } from '#validators/owner_query'

const PANEL_SIZE = 5

export default class DaysController {
  async show(ctx: HttpContext) {
    const { business, membership, view } = ctx
    const { userId } = membership
    const asked = await validQuery(dayQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const day = asked.date ? DateTime.fromISO(asked.date, { zone: business.timeZone }) : now
    const hosts = await business
      .related('hosts')
      .query()
      .orderByRaw('user_id is distinct from ?', [userId])
      .orderBy('position')
      .orderBy('id')
    const host = asked.host ? hosts.find(({ id }) => id === asked.host) : null
    if (host === undefined) throw new Refusal(404, 'not_found')

    const hostId = host?.id ?? null
    const date = day.toFormat('yyyy-MM-dd')
    const diary = { business, membership, date, hostId, now: now.toMillis() }
    const [[agenda, tomorrow], requests, moves, failed, freed, toGive, free] = await Promise.all([
      loadAgendas({
        ...{ businessId: business.id, userId, hostIds: host && [host.id] },
        ...{ day, days: 2, now },
      }),
      requestInbox({ businessId: business.id, tab: 'waiting', filters: {}, now }).limit(PANEL_SIZE),
      waitingMoves(business.id, now),
      failedMessages(business.id, now),
      freedPlaces(business.id, now),
      placesToGive(business.id, now),
      nextFree(diary, readerOf(ctx, business)),
    ])
    const waiting = [...requests, ...moves].toSorted(
      (one, other) => expiryOf(one) - expiryOf(other)
    )
    waiting.splice(PANEL_SIZE)
    return view.render('pages/owner/diary/day', {
      agenda: dayRows(agenda),
      tomorrow,
      booked: agenda.entries.length,
      waiting,
      failed,
      freed,
      toGive,
      free,
      hosts,
      hostId,
      away: day.endOf('day') < now ? [] : awayLinks(host ? [host] : hosts, membership, date),
      now,
    })
  }
}

function expiryOf({ expiresAt }: { expiresAt: DateTime | null }): number {
  return expiresAt?.toMillis() ?? Infinity
}
