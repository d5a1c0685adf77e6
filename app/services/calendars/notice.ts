import type { IncomingHttpHeaders } from 'node:http'
import calendars from '#config/calendars'
import { mayReach } from '#services/public_address'

/** That something changed in a calendar, as whoever sent it says. */
export interface CalendarNotice {
  /** Of which one has to be the channel's. */
  tokens: string[]
  /** Google sends one to begin with, which tells of nothing. */
  isNews: boolean
  /** That the provider is about to stop telling, has stopped, or has missed something. */
  isAboutWatching: boolean
}

interface GraphNotice {
  clientState?: unknown
  lifecycleEvent?: unknown
}

/** Where a provider tells of changes; null where it cannot reach us. */
export function noticeAddress(channel: string): string | null {
  const { noticesTo } = calendars
  return mayReach(new URL(noticesTo), false) ? `${noticesTo}/webhooks/calendars/${channel}` : null
}

/** Google has its token in a header, Microsoft one in each part of the body. */
export function calendarNotice(headers: IncomingHttpHeaders, body: Buffer): CalendarNotice {
  const token = headers['x-goog-channel-token']
  if (typeof token === 'string') {
    const isNews = headers['x-goog-resource-state'] !== 'sync'
    return { tokens: [token], isNews, isAboutWatching: false }
  }
  const parts = partsOf(body)
  return {
    tokens: parts.flatMap(({ clientState }) =>
      typeof clientState === 'string' ? [clientState] : []
    ),
    isNews: true,
    isAboutWatching: parts.some(({ lifecycleEvent }) => typeof lifecycleEvent === 'string'),
  }
}

function partsOf(body: Buffer): GraphNotice[] {
  try {
    const { value } = JSON.parse(body.toString('utf8')) as { value?: unknown }
    const isPart = (part: unknown) => part !== null && typeof part === 'object'
    return Array.isArray(value) ? (value.filter(isPart) as GraphNotice[]) : []
  } catch {
    return []
  }
}
