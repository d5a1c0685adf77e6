import type { Sender } from '#outbox'
import { MailFailure } from '#services/mail_failure'

export interface Mail {
  to: string
  subject: string
  text: string
  calendar: string
  attached: string[]
}

/** A mail server of the test's own: it takes a mail, refuses it for now, or falls silent. */
export class Box implements Sender {
  readonly withinMs = 5_000
  readonly mails: Mail[] = []
  behaviour: 'takes' | 'refuses' | 'takes and falls silent' = 'takes'

  async send(message: Parameters<Sender['send']>[0]) {
    if (this.behaviour === 'refuses') throw new MailFailure('SMTP 451', false, true)
    await message.buildWithContents()
    const { to, subject, text, icalEvent, attachments = [] } = message.message.toObject().message
    const [reader] = [to].flat()
    this.mails.push({
      to: typeof reader === 'object' ? reader.address : String(reader),
      subject: String(subject),
      text: String(text),
      calendar: String(icalEvent?.content ?? ''),
      attached: attachments.map(({ content }) => String(content)),
    })
    if (this.behaviour !== 'takes') throw new MailFailure('SMTP ETIMEDOUT', false)
    return 'kept'
  }

  to(address: string): Mail[] {
    return this.mails.filter(({ to }) => to === address)
  }
}
