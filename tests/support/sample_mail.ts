import type { NodeMailerMessage } from '@adonisjs/mail/types'
import { DateTime } from 'luxon'
import { mailFor, type MessageMail, type MessageType, previews } from '#messages'
import { sampleAbout } from '#messages/bookings/booking_samples'
import { owner } from '#messages/samples'
import type { OwnParts } from '#models/notifications/message_text'
import { MailFailure } from '#services/mail_failure'

/** A preview by its name, rendered as a transport gets it. */
export async function sampleMail(name = 'booking-confirmed'): Promise<NodeMailerMessage> {
  const preview = previews.find((one) => one.name === name)
  if (!preview) throw new Error(`No preview: ${name}`)
  const mail = preview.mail()
  await mail.buildWithContents()
  return mail.message.toObject().message
}

/** What is said of a booking to its client, perhaps in the business's words, or to its owner. */
export function mailAbout(
  type: MessageType,
  about: Parameters<typeof sampleAbout>[0],
  told: 'client' | 'owner' | { text: OwnParts } = 'client',
  answersTo: string | null = null
): MessageMail | null {
  return mailFor(type, {
    about: sampleAbout(about),
    member: told === 'owner' ? owner : null,
    text: typeof told === 'object' ? told.text : null,
    now: DateTime.fromISO('2026-01-12T09:00:00Z'),
    messageId: '<test@localhost>',
    inReplyTo: null,
    answersTo,
  })
}

/** What a transport threw. */
export async function failureOf(sending: Promise<unknown>): Promise<MailFailure> {
  const error = await sending.then(
    () => 'it was sent',
    (reason: unknown) => reason
  )
  if (error instanceof MailFailure) return error
  throw new Error(`Not a MailFailure: ${String(error)}`)
}
