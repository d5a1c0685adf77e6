import type { NodeMailerMessage } from '@adonisjs/mail/types'
import { previews } from '#mails/previews'
import { MailFailure } from '#services/mail_failure'

/** A preview by its name, rendered as a transport gets it. */
export async function sampleMail(name = 'booking-confirmed'): Promise<NodeMailerMessage> {
  const preview = previews.find((one) => one.name === name)
  if (!preview) throw new Error(`No preview: ${name}`)
  const mail = preview.mail()
  await mail.buildWithContents()
  return mail.message.toObject().message
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
