import env from '#start/env'
import { configProvider } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/mail'

const sendgridKey = env.get('SENDGRID_API_KEY')
const smtpUrl = env.get('SMTP_URL')

/** SendGrid when its key is set, else a mail server, else the mailbox read at /dev/mails. */
export const mailChannel = sendgridKey ? 'sendgrid' : smtpUrl ? 'smtp' : 'mailbox'

/** Whose signature the news of bounces must carry; without a key no news is taken. */
export const sendgridEvents = { key: env.get('SENDGRID_WEBHOOK_KEY') }

/** Nobody is written to in the name of an address that nobody proved; what stays in the mailbox harms nobody. */
export const ownerProof = { isAsked: mailChannel !== 'mailbox' }

const mailFrom = env.get('MAIL_FROM', 'Bellhop <bookings@localhost>')

/** Where mails come from, without a name: each goes out in its business's name. */
export const senderAddress = /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom.trim()

/** Under which names the sending domain's keys stand (DKIM), as those who set it up know them. */
const dkimNames = env.get('DKIM_SELECTOR', '').split(',').filter(Boolean)

const bouncesUrl = env.get('BOUNCES_URL')

/** What a mail server cannot deliver comes back to this address, and is read in its mailbox. */
export const returnedMail =
  mailChannel === 'smtp' && bouncesUrl
    ? { url: bouncesUrl, address: env.get('BOUNCES_TO') ?? senderAddress }
    : null

/** What `doctor` tries out. */
export const mailSettings = { channel: mailChannel, smtpUrl, sendgridKey, dkimNames } as const

/** No single wait on a mail server is longer. */
const timeoutMs = 15_000

/** Once a mail was handed over, the server may take this long to say so (RFC 5321, 4.5.3.2.6). */
const answerWithinMs = 600_000

/** The worst that one sending may take before it counts as failed: four waits, and that answer. */
export const sendWithinMs = 4 * timeoutMs + answerWithinMs

/** A sending that takes longer goes on beside others, which do not wait for it. */
export const slowAfterMs = 15_000

/** How many may do so at a time in one worker. */
export const mostSlow = 100

const mailConfig = defineConfig({
  default: mailChannel,
  from: mailFrom,
  mailers: {
    mailbox: configProvider.create(async () => {
      const { MailboxTransport } = await import('#services/mailbox_transport')
      return () => new MailboxTransport()
    }),
    smtp: configProvider.create(async () => {
      const { SmtpTransport } = await import('#services/smtp_transport')
      const returnTo = returnedMail?.address
      return () => new SmtpTransport(smtpUrl ?? '', timeoutMs, answerWithinMs, returnTo)
    }),
    sendgrid: configProvider.create(async () => {
      const { SendgridTransport } = await import('#services/sendgrid_transport')
      return () => new SendgridTransport({ apiKey: sendgridKey ?? '', timeoutMs })
    }),
  },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
