import type { DateTime } from 'luxon'
import type { Member, PushWords } from '../message.js'
import { messageOf } from '../messages.js'

interface Telling {
  about: unknown
  member: Member | null
  now: DateTime
}

/** Null where it is not told that way. */
export function pushFor(type: string, { about, member, now }: Telling): PushWords | null {
  const { subject, push } = messageOf(type)
  return subject && push ? push.says(about, subject.recipient(about, member, now)) : null
}
