import type { BaseMail } from '@adonisjs/mail'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { type Lease, markTelling } from './delivery_lease.js'
import { messageIdOf } from './message_id.js'
import { languageOf, type Loaded, mailFor, type Message, messageOf, variablesOf } from '#messages'
import type MessageText from '#models/notifications/message_text'
import type Notification from '#models/notifications/notification'
import type { Saying } from '#models/notifications/notification'
import { answerAddress } from '#queries/inboxes/answer_address'
import { findMessageText } from '#queries/notifications/message_texts'
import { waitsForProof } from '#queries/notifications/waits_for_proof'

const PROVEN_WITHIN_DAYS = 7

/** A mail as things stand now, and what it says of its bookings. */
interface Prepared {
  mail: BaseMail
  saying: Saying | null
}

export type NotSent = { until: DateTime; reason?: string } | { reason: string }

/** What a message is about as things stand now, whichever channel tells it. */
export async function whatHolds(
  notification: Notification,
  now: DateTime
): Promise<{ message: Message; loaded: Loaded } | NotSent> {
  const loaded = await messageOf(notification.type).subject?.load(notification, now)
  if (!loaded) return { reason: 'no_recipient' }
  const message = messageOf(loaded.type ?? notification.type)
  const reason = loaded.reason ?? message.reasonToDrop?.(loaded.about, notification, now)
  if (reason) return { reason }
  if (message.staff !== 'themselves' && (await waitsForProof(db.connection(), notification))) {
    return untilProven(notification, loaded, now)
  }
  const until = await message.heldUntil?.(loaded.about, now)
  return until ? { until } : { message, loaded }
}

/** The mail as things stand now, or until when it waits, or why there is none to send. */
export async function prepareMail(
  notification: Notification,
  lease: Lease
): Promise<Prepared | NotSent> {
  const { now } = lease
  const held = await whatHolds(notification, now)
  if (!('message' in held)) return held
  const { message, loaded } = held
  const { type } = message

  const { member, thread, bookings } = loaded
  const messageId = messageIdOf(notification, type, thread)
  const about = message.complete ? await message.complete(loaded.about) : loaded.about
  const { inReplyTo } = thread
  const { answersTo } = await answerAddress(notification.businessId)
  const text = await ownText(notification, type, { about, member, now })
  const mail = mailFor(type, { about, member, now, messageId, inReplyTo, answersTo, text })
  if (!mail) return { reason: 'nobody_is_told' }

  const saying = bookings && { at: now.toUTC().toISO() ?? '', bookings }
  const words = text?.isOwn ? { language: text.language, ...text.parts } : null
  await markTelling(lease, { type, messageId, saying, words })
  return { mail, saying }
}

/** What the business says in its own words to a client who reads that language. */
async function ownText(
  { businessId }: Notification,
  type: string,
  telling: Parameters<typeof languageOf>[1]
): Promise<MessageText | null> {
  if (telling.member || !variablesOf(type)) return null
  const language = languageOf(type, telling)
  return language === null ? null : findMessageText({ businessId, type, language })
}

/**
 * What is owed in the name of an address that nobody has proven waits, and is looked at again each
 * hour; proving it sends it at once. Not for ever, and not past the start of what it is about.
 */
function untilProven({ createdAt }: Notification, { endsAt }: Loaded, now: DateTime): NotSent {
  if (endsAt && endsAt <= now) return { reason: 'booking_begun' }
  const isTooLate = createdAt < now.minus({ days: PROVEN_WITHIN_DAYS })
  return { reason: 'owner_unproven', ...(!isTooLate && { until: now.plus({ hours: 1 }) }) }
}
