import { DateTime } from 'luxon'
import { withoutIsolates } from '#formats/words/directions'

/** Moments in UTC milliseconds. */
export interface LinkedEntry {
  title: string
  startsAt: number
  endsAt: number
  description: string
  location: string
  /** Where it is looked at, moved and cancelled; it stays whole. */
  address: string
}

/** Calendars refuse or cut longer addresses. */
const LONGEST_URL = 1999
/** A character of four bytes, each written as %XX. */
const LONGEST_LETTER = 12

/** No vendor documents these addresses; a snapshot test keeps them as they are. */
export function calendarLinks(entry: LinkedEntry) {
  const plain = {
    ...entry,
    title: withoutIsolates(entry.title),
    description: withoutIsolates(entry.description),
    location: withoutIsolates(entry.location),
  }
  return {
    google: fitting(plain, googleLink),
    outlook: fitting(plain, (shown) => outlookLink('outlook.live.com', shown)),
    office: fitting(plain, (shown) => outlookLink('outlook.office.com', shown)),
    yahoo: fitting(plain, yahooLink),
  }
}

function googleLink(entry: LinkedEntry): string {
  const { title, startsAt, endsAt, location } = entry
  return written('https://calendar.google.com/calendar/render', {
    action: 'TEMPLATE',
    text: title,
    dates: `${basicTime(startsAt)}/${basicTime(endsAt)}`,
    details: details(entry),
    location,
  })
}

function outlookLink(host: string, entry: LinkedEntry): string {
  const { title, startsAt, endsAt, location } = entry
  return written(`https://${host}/calendar/0/deeplink/compose`, {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: extendedTime(startsAt),
    enddt: extendedTime(endsAt),
    body: details(entry),
    location,
  })
}

function yahooLink(entry: LinkedEntry): string {
  const { title, startsAt, endsAt, location } = entry
  return written('https://calendar.yahoo.com/', {
    v: '60',
    title,
    st: basicTime(startsAt),
    et: basicTime(endsAt),
    desc: details(entry),
    in_loc: location,
  })
}

function details({ description, address }: LinkedEntry): string {
  return [description, address].filter(Boolean).join('\n')
}

function fitting(entry: LinkedEntry, link: (entry: LinkedEntry) => string): string {
  let shown = entry
  for (const part of ['description', 'location', 'title'] as const) {
    const letters = [...entry[part]]
    for (let over = excess(link(shown)); over > 0 && letters.length; over = excess(link(shown))) {
      letters.splice(-Math.ceil(over / LONGEST_LETTER))
      shown = { ...shown, [part]: letters.length ? `${letters.join('').trimEnd()}…` : '' }
    }
  }
  return link(shown)
}

function excess(url: string): number {
  return url.length - LONGEST_URL
}

/** Spaces as %20: a calendar may show a plus sign as it stands. */
function written(base: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  return `${base}?${pairs.join('&')}`
}

function basicTime(moment: number): string {
  return DateTime.fromMillis(moment, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")
}

function extendedTime(moment: number): string {
  return DateTime.fromMillis(moment, { zone: 'utc' }).toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'")
}
