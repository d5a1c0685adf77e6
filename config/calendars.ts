import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import env from '#start/env'

const MEGABYTE = 1024 * 1024

/** Calendars that hosts keep elsewhere. */
export default {
  /** What is read of them: from one day ago on. */
  aheadDays: 400,

  /** How often each is looked at, and one that does not say by itself that nothing has changed. */
  everySeconds: 40,
  everySecondsWhole: 300,
  /** And one whose provider tells of changes by itself, though it promises not to miss any. */
  everySecondsWatched: 300,
  /** Microsoft promises no more than three days; it is asked again at half of it. */
  watchHours: 48,
  /** However many notices come, it is not read more often because of them. */
  noticeSeconds: 5,
  /** Where providers tell of changes: only by https, and on the internet. */
  noticesTo: appUrl,
  /** The window moves on, so all of it is read anew so often. */
  wholeEveryHours: 20,

  /** One request, and all that is done with one connection at a time. */
  requestMs: 15_000,
  connectionMs: 60_000,
  /** Whoever reads or writes one has it for so long, unless it dies. */
  leaseSeconds: 120,

  /** Connections read, and entries written, at a time in one worker. */
  mostAtOnce: 20,

  feed: {
    mostBytes: 10 * MEGABYTE,
    mostRedirects: 5,
    /** Of times that fall into the window, and of time spent on finding them. */
    mostEvents: 20_000,
    mostMs: 5_000,
  },

  mostConnections: 10,

  contacts: {
    /** Whoever is typed at the desk is not waited for any longer. */
    searchMs: 2_000,
    /** Written to one account at a time. */
    mostAtOnce: 50,
  },

  /** What somebody connects with at Google and Microsoft; null where it is not set up. */
  google: keysOf(env.get('GOOGLE_CLIENT_ID'), env.get('GOOGLE_CLIENT_SECRET')),
  microsoft: keysOf(env.get('MICROSOFT_CLIENT_ID'), env.get('MICROSOFT_CLIENT_SECRET')),
  microsoftTenant: env.get('MICROSOFT_TENANT') || 'common',

  /** Addresses of this machine, by http: never in production. */
  allowsLoopback: !app.inProduction && env.get('CALENDAR_LOOPBACK') === 'on',
}

/** What is set of them; one without the other does nothing. */
export const calendarKeys = {
  google: stateOf(env.get('GOOGLE_CLIENT_ID'), env.get('GOOGLE_CLIENT_SECRET')),
  microsoft: stateOf(env.get('MICROSOFT_CLIENT_ID'), env.get('MICROSOFT_CLIENT_SECRET')),
}

function stateOf(clientId?: string, clientSecret?: string): 'none' | 'set' | 'half' {
  if (clientId && clientSecret) return 'set'
  return clientId || clientSecret ? 'half' : 'none'
}

function keysOf(clientId?: string, clientSecret?: string) {
  return clientId && clientSecret ? { clientId, clientSecret } : null
}
