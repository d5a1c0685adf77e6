import { MailResponse } from '@adonisjs/mail'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import type { MailTransportContract, NodeMailerMessage, SMTPConfig } from '@adonisjs/mail/types'
import { MailFailure, refuseLineBreaks } from '#services/mail_failure'

type SmtpResponse = Awaited<ReturnType<SMTPTransport['send']>>

/** What went wrong before a mail was on its way. */
const NEVER_BEGAN = new Set(['EDNS', 'ECONNREFUSED', 'EAUTH', 'ETLS'])

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A mail server named by a URL: `smtp://user:password@host:587`, or `smtps://` for TLS throughout. */
export class SmtpTransport implements MailTransportContract {
  #transport: SMTPTransport

  constructor(url: string, timeoutMs: number) {
    this.#transport = new SMTPTransport(settings(new URL(url), timeoutMs))
  }

  async send(message: NodeMailerMessage): Promise<MailResponse<SmtpResponse['original']>> {
    refuseLineBreaks(message)
    try {
      const { messageId, envelope, original } = await this.#transport.send(message)
      return new MailResponse(queueIdIn(original.response) ?? messageId, envelope, original)
    } catch (error) {
      throw failure(error)
    }
  }

  close() {
    return this.#transport.close()
  }
}

function settings(url: URL, timeoutMs: number): SMTPConfig {
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // A password never crosses a network in the clear.
    requireTLS: !secure && user !== '' && !LOOPBACK.has(url.hostname),
    ...(user && { auth: { type: 'login', user, pass: decodeURIComponent(url.password) } }),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  }
}

/** What the server knows the mail as, in the words of Postfix ("queued as 4BxF") and Exim ("id=1qX-0"). */
function queueIdIn(answer: string): string | undefined {
  return /(?:queued as |\bid=)([\w-]+)/i.exec(answer)?.[1]
}

/** 5yz is for good (RFC 5321, 4.2.1), but a refused sign-in is our setting's fault, not the mail's. */
function failure(error: unknown): MailFailure {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  const isPermanent = (responseCode ?? 0) >= 500 && code !== 'EAUTH'
  const isRefusal = responseCode !== undefined || NEVER_BEGAN.has(code ?? '')
  return new MailFailure(`SMTP ${responseCode ?? code ?? 'error'}`, isPermanent, isRefusal)
}
