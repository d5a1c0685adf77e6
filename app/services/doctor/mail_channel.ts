import { codeOf, finding, type Finding } from '#services/doctor/finding'
import { SendgridTransport } from '#services/sendgrid_transport'
import { SmtpTransport } from '#services/smtp_transport'

export interface MailSettings {
  channel: 'mailbox' | 'smtp' | 'sendgrid'
  smtpUrl: string | undefined
  sendgridKey: string | undefined
  sendgridUrl?: string
  /** SendGrid's news of what came back is taken. */
  hasEventKey: boolean
  /** The mailbox in which what a mail server sends back is read. */
  returnedUrl?: string
  /** Clients come over the internet, so what stays here is missed. */
  isPublic: boolean
  timeoutMs: number
}

/** Whether a mail could be handed over now; none is. */
export function checkMail(settings: MailSettings): Promise<Finding> {
  switch (settings.channel) {
    case 'smtp':
      return checkSmtp(settings)
    case 'sendgrid':
      return checkSendgrid(settings)
    default:
      return Promise.resolve(
        settings.isPublic
          ? finding('mail', 'bad', 'mailbox_public')
          : finding('mail', 'note', 'mailbox')
      )
  }
}

/** Whether anybody hears of mails that could not be delivered. */
export async function checkReturned(settings: MailSettings): Promise<Finding[]> {
  const { channel, hasEventKey, returnedUrl } = settings
  if (channel === 'mailbox') return []
  if (channel === 'smtp') {
    return returnedUrl === undefined
      ? [finding('returned', 'note', 'returned_unread')]
      : [await checkMailbox(returnedUrl, settings.timeoutMs)]
  }
  return hasEventKey
    ? [finding('returned', 'good', 'returned_told')]
    : [finding('returned', 'note', 'returned_untold')]
}

async function checkMailbox(url: string, timeoutMs: number): Promise<Finding> {
  const { host } = new URL(url)
  try {
    const { tryMailbox } = await import('#services/bounces/bounce_mailbox')
    await tryMailbox({ url, timeoutMs })
    return finding('returned', 'good', 'returned_read', { detail: host })
  } catch (error) {
    return finding('returned', 'bad', mailboxTrouble(error), { detail: `${host} ${codeOf(error)}` })
  }
}

function mailboxTrouble(error: unknown): string {
  const { authenticationFailed, mailboxMissing, responseStatus } = error as {
    authenticationFailed?: boolean
    mailboxMissing?: boolean
    responseStatus?: string
  }
  if (authenticationFailed) return 'returned_sign_in'
  return mailboxMissing || responseStatus === 'NO' ? 'returned_folder' : 'returned_away'
}

async function checkSmtp({ smtpUrl = '', timeoutMs }: MailSettings): Promise<Finding> {
  const { host, username } = new URL(smtpUrl)
  try {
    const { isPrivate, isSignedIn } = await new SmtpTransport(smtpUrl, timeoutMs).tryOut()
    if (username && !isSignedIn) {
      return finding('mail', 'bad', 'smtp_sign_in_not_asked', { detail: host })
    }
    if (!isPrivate) return finding('mail', 'note', 'smtp_plain', { detail: host })
    return finding('mail', 'good', isSignedIn ? 'smtp_ready' : 'smtp_open', { detail: host })
  } catch (error) {
    const code = codeOf(error)
    return finding('mail', 'bad', smtpTrouble(code, error), { detail: `${host} ${code}` })
  }
}

interface SmtpError {
  responseCode?: number
  library?: string
  message?: string
}

function smtpTrouble(code: string, error: unknown): string {
  if (code === 'EAUTH') return 'smtp_sign_in'
  // Without STARTTLS, Nodemailer puts a code of its own in place of OpenSSL's.
  const { responseCode, library, message } = error as SmtpError
  const isOfTls = library === 'SSL routines' || /certificate|altnames/i.test(message ?? '')
  if (code === 'ETLS' || isOfTls) return 'smtp_encryption'
  return responseCode ? 'smtp_refused' : 'smtp_away'
}

async function checkSendgrid(settings: MailSettings): Promise<Finding> {
  const { sendgridKey = '', sendgridUrl, timeoutMs } = settings
  const transport = new SendgridTransport({ apiKey: sendgridKey, timeoutMs, baseUrl: sendgridUrl })
  try {
    const scopes = await transport.readScopes()
    return scopes.includes('mail.send')
      ? finding('mail', 'good', 'sendgrid_ready')
      : finding('mail', 'bad', 'sendgrid_scope')
  } catch (error) {
    const code = codeOf(error)
    const isRefused = code === '401' || code === '403'
    return finding('mail', 'bad', isRefused ? 'sendgrid_key' : 'sendgrid_away', {
      detail: `SendGrid ${code}`,
    })
  }
}
