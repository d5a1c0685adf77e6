import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import features from '#config/features'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { awayLinks } from '#pages/owner/diary/away_links'
import { dayLinks } from '#pages/owner/diary/day_links'
import { dayRows } from '#pages/owner/diary/day_rows'
import { todayPage } from '#pages/owner/diary/today_page'
import { loadAgenda } from '#queries/bookings/day_agenda'
import { calendarNews } from '#queries/calendars/asking_entries'
import { openCalls } from '#queries/calls/open_calls'
import { answerAddress } from '#queries/inboxes/answer_address'
import { failedMessages } from '#queries/notifications/failed_messages'
import { erasuresAskedOf } from '#queries/privacy/erasures'
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
    const query = await validQuery(dayQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const day = query.date ? DateTime.fromISO(query.date, { zone: business.timeZone }) : now
    const hostId = query.host ?? null
    const date = day.toFormat('yyyy-MM-dd')
    const diary = { business, membership, date, hostId, now: now.toMillis() }
    const [agenda, requests, moves, calls, failed, freed, toGive, contact, erasures, news, shown] =
      await Promise.all([
        loadAgenda({
          ...{ businessId: business.id, userId, hostIds: hostId === null ? null : [hostId] },
          ...{ day, now },
        }),
        requestInbox({
          ...{ businessId: business.id, tab: 'waiting', filters: {}, now },
          hostUserId: membership.decidesOnlyOf,
        }).limit(PANEL_SIZE),
        waitingMoves(business.id, now, membership.decidesOnlyOf),
        openCalls(business.id),
        failedMessages(business.id, now),
        freedPlaces(business.id, now),
        placesToGive(business.id, now),
        membership.isInCharge ? answerAddress(business.id) : null,
        membership.isInCharge ? erasuresAskedOf(business.id) : [],
        features.calendars ? calendarNews(business.id, membership.decidesOnlyOf) : null,
        todayPage(diary, readerOf(ctx, business)),
      ])
    const { reader, ...page } = shown
    const chosen = page.hosts.filter(({ id }) => hostId === null || id === hostId)
    if (hostId !== null && chosen.length === 0) throw new Refusal(404, 'not_found')
    const present = chosen.filter(({ id }) => !page.awayIds.includes(id))
    const waiting = [...requests, ...moves].toSorted(
      (one, other) => expiryOf(one) - expiryOf(other)
    )
    waiting.splice(PANEL_SIZE)
    return view.render('pages/owner/diary/day', {
      ...page,
      ...dayLinks({ day, hostId, hosts: page.hosts, nextOpen: page.rest?.next ?? null }),
      agenda: dayRows(agenda, page, reader),
      isToday: agenda.nowIndex !== null,
      ...{ waiting, calls, failed, freed, toGive, contact, erasures, news, now },
      away: page.rest || day.endOf('day') < now ? [] : awayLinks(present, membership, date),
    })
  }
}

function expiryOf({ expiresAt }: { expiresAt: DateTime | null }): number {
  return expiresAt?.toMillis() ?? Infinity
}
