import { messageOf } from '../messages.js'
import type { DateTime } from 'luxon'

interface Telling {
  about: unknown
  now: DateTime
}

/** Null where the client is told nothing by SMS. */
export function textFor(type: string, { about, now }: Telling): string | null {
  const { subject, sms } = messageOf(type)
  return subject && sms ? sms.says(about, subject.recipient(about, null, now)) : null
}
