import { DateTime } from 'luxon'
import { mailFor } from './mail/mail_for.js'
import type { MessageMail } from './mail/message_mail.js'
import type { Message } from './message.js'
import { allMessages } from './messages.js'
import { business, owner } from './samples.js'

interface Preview {
  name: string
  title: string
  mail(): MessageMail
}

const SHOWN = {
  now: DateTime.fromISO('2026-01-12T18:00:00Z'),
  messageId: '<preview@localhost>',
  inReplyTo: null,
  answersTo: business.email,
}

/** Every mail in every state, with sample data; /dev/mails shows them in development. */
export const previews: Preview[] = allMessages().flatMap(previewsOf)

export function previewsOf({ type, mail }: Message): Preview[] {
  return (['client', 'staff'] as const).flatMap((to) =>
    (mail?.[to]?.samples ?? []).map(({ title, about, to: member = owner }) => ({
      name: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      title,
      mail() {
        const sample = mailFor(type, { ...SHOWN, about, member: to === 'staff' ? member : null })
        if (!sample) throw new Error(`Nobody is told: ${title}`)
        return sample
      },
    }))
  )
}
