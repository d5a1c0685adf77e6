import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import type CalendarFeed from '#models/feeds/calendar_feed'
import { addressOf } from '#pages/address_of'
import { feedContent } from '#queries/feeds/feed_content'
import type { FeedEntry } from '#services/ics'

/** What a calendar is told: calendars are shared, so nobody's address, number or notes. */
export async function feedEntries(
  feed: CalendarFeed,
  now: DateTime,
  i18n: HttpContext['i18n']
): Promise<FeedEntry[]> {
  const { bookings, sessions, blocks, hosts } = await feedContent(feed, now)
  const { hostname } = new URL(appUrl)
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  const isOfAll = feed.hostId === null && hosts.length > 1
  const withHost = (words: string, hostId: number) =>
    isOfAll ? i18n.t('owner.feeds.entry.with', { words, host: names.get(hostId) ?? '' }) : words
  const told = (
    named: Pick<FeedEntry, 'summary' | 'description' | 'url'>
  ): Pick<FeedEntry, 'summary' | 'description' | 'url'> =>
    feed.shows === 'names'
      ? named
      : { summary: i18n.t('owner.feeds.entry.busy'), description: null, url: null }

  return [
    ...bookings.map((booking) => ({
      ...{ uid: booking.eventUid, sequence: booking.calendarSequence, isWholeDay: false },
      ...{ startsAt: booking.startsAt, endsAt: booking.endsAt, stampedAt: booking.updatedAt },
      ...told({
        summary: withHost(
          i18n.t('owner.feeds.entry.booking', {
            service: booking.service.name,
            client: booking.clientName,
          }),
          booking.hostId
        ),
        description: i18n.t('owner.feeds.entry.reference', { reference: booking.reference }),
        url: appUrl + addressOf('owner.bookings.show', { id: booking.id }),
      }),
    })),
    ...sessions.map((session) => ({
      ...{ uid: `session-${session.id}@${hostname}`, sequence: 0, isWholeDay: false },
      ...{ startsAt: session.startsAt, endsAt: session.endsAt, stampedAt: session.updatedAt },
      ...told({
        summary: withHost(session.service.name, session.hostId),
        description: null,
        url: appUrl + addressOf('owner.group_sessions.show', { id: session.id }),
      }),
    })),
    ...blocks.map(({ blockId, hostId, date, start, end, isWholeDay, reason }) => {
      const day = DateTime.fromISO(date, { zone: 'utc' })
      return {
        ...{ uid: `block-${blockId}-${hostId}-${date}@${hostname}`, sequence: 0, isWholeDay },
        startsAt: isWholeDay ? day : DateTime.fromMillis(start),
        endsAt: isWholeDay ? day.plus({ days: 1 }) : DateTime.fromMillis(end),
        stampedAt: feed.createdAt,
        ...told({
          summary: withHost(reason ?? i18n.t('owner.feeds.entry.away'), hostId),
          ...{ description: null, url: null },
        }),
      }
    }),
  ]
}
