import { createHash } from 'node:crypto'
import type {
  CalendarAccess,
  CalendarChanges,
  CalendarProvider,
  ChangesWanted,
} from '#services/calendars/calendar_provider'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import { feedName, isWholeCalendar, unfolded } from './feed_lines.js'
import { feedZone } from './feed_zones.js'
import { type FeedMark, fetchFeed } from './fetch_feed.js'
import { spreadFeed } from './spread_feed.js'

/** A feed is one calendar, so any name does. */
const ONLY = 'feed'

interface FeedToken extends FeedMark {
  /** Many servers know no ETag, and make the same file anew. */
  hash: string
}

/** A feed at an address: busy time only. */
export const icsProvider: CalendarProvider = {
  canWrite: false,
  meetings: [],

  async listCalendars({ signal, ...access }) {
    const url = urlOf({ signal, ...access })
    const fetched = await fetchFeed({ url, mark: null, signal })
    if (fetched.isSame || !isWholeCalendar(unfolded(fetched.text))) {
      throw new CalendarTrouble('unreadable')
    }
    return [
      {
        id: ONLY,
        name: feedName(fetched.text)?.slice(0, 255) ?? new URL(url).host,
        color: null,
        isPrimary: true,
        canWrite: false,
        timeZone: feedZone(fetched.text),
      },
    ]
  },

  async changes(access, { token: given, window, timeZone }): Promise<CalendarChanges> {
    const token = readToken(given)
    const same = { isWhole: false, events: [], goneIds: [], token: given, isConditional: true }
    const { signal } = access
    const fetched = await fetchFeed({ url: urlOf(access), mark: token, signal })
    if (fetched.isSame) return same
    const { text, mark } = fetched
    const hash = createHash('sha256').update(text).digest('base64url')
    const marked = { token: JSON.stringify({ ...mark, hash }), isConditional: hasMark(mark) }
    // With a mark that it was given it sent the same again.
    if (hash === token?.hash) {
      return { ...same, ...marked, isConditional: marked.isConditional && !hasMark(token) }
    }
    const events = await spreadFeed(text, { window, timeZone })
    return { isWhole: true, events, goneIds: [], ...marked }
  },
}

function hasMark({ etag, lastModified }: FeedMark): boolean {
  return etag !== null || lastModified !== null
}

function urlOf({ secrets }: CalendarAccess): string {
  if (secrets.kind !== 'ics') throw new CalendarTrouble('access_lost')
  return secrets.url.replace(/^webcals?:/i, 'https:')
}

function readToken(token: ChangesWanted['token']): FeedToken | null {
  return token === null ? null : (JSON.parse(token) as FeedToken)
}
