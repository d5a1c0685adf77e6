import { Socket } from 'node:net'
import { MailResponse } from '@adonisjs/mail'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import type { MailTransportContract, NodeMailerMessage, SMTPConfig } from '@adonisjs/mail/types'
import { returning } from '#services/bounces/bounce_mark'
import { MailFailure, refuseLineBreaks, withSentAddresses } from '#services/mail_failure'

type SmtpResponse = Awaited<ReturnType<SMTPTransport['send']>>

interface SmtpTrial {
  /** Nobody on the way reads along. */
  isPrivate: boolean
  isSignedIn: boolean
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A mail server named by a URL: `smtp://user:password@host:587`, or `smtps://` for TLS throughout. */
export class SmtpTransport implements MailTransportContract {
  readonly #settings: SMTPConfig
  readonly #timeoutMs: number

  /** The wait before the mail is handed over, and for the last answer (RFC 5321, 4.5.3.2.6). */
  constructor(
    url: string,
    timeoutMs: number,
    answerWithinMs = 600_000,
    /** Where what cannot be delivered is sent back to, and read. */
    private readonly returnTo?: string
  ) {
    this.#settings = settings(new URL(url), timeoutMs, answerWithinMs)
    this.#timeoutMs = timeoutMs
  }

  /** A connection for each mail, so that one slow answer delays no other mail. */
  async send(message: NodeMailerMessage): Promise<MailResponse<SmtpResponse['original']>> {
    refuseLineBreaks(message)
    const handOver = new HandOver(3 * this.#timeoutMs)
    const transport = new SMTPTransport({ ...this.#settings, ...handOver.settings })
    try {
      const answer = await transport.send(this.#returning(withSentAddresses(message)))
      const { messageId, envelope, original } = answer
      return new MailResponse(queueIdIn(original.response) ?? messageId, envelope, original)
    } catch (error) {
      throw failure(error, handOver)
    } finally {
      handOver.end()
      await transport.close()
    }
  }

  #returning(message: NodeMailerMessage): NodeMailerMessage {
    return this.returnTo === undefined ? message : returning(message, this.returnTo)
  }

  /** Connects, encrypts and signs in as for a mail, with one for nobody: its sending ends there. */
  async tryOut(): Promise<SmtpTrial> {
    const { secure, host = '' } = this.#settings
    const trial = { isPrivate: secure === true || LOOPBACK.has(host), isSignedIn: false }
    const log = listening(({ action }, words) => {
      if (action === 'authenticated') trial.isSignedIn = true
      if (words === 'Connection upgraded with STARTTLS') trial.isPrivate = true
    })
    const socket = new Socket()
    const timer = setTimeout(() => socket.destroy(), 2 * this.#timeoutMs)
    const transport = new SMTPTransport({
      ...{ ...this.#settings, ...log, socket, socketTimeout: this.#timeoutMs },
    })
    try {
      await transport.send({ from: '', to: [] })
    } catch (error) {
      if ((error as { code?: string }).code !== 'EENVELOPE') throw error
    } finally {
      clearTimeout(timer)
      await transport.close()
    }
    return trial
  }
}

/** What Nodemailer writes down; nothing else tells of these steps. */
interface LogEntry {
  tnx?: string
  action?: string
}

function listening(hear: (entry: LogEntry, words: string) => void) {
  const logger = { trace: hear, debug: hear, info: hear, warn: hear, error: hear, fatal: hear }
  return { logger: { ...logger, level: () => {} } }
}

/** After the mail's last line the server may have it, whatever it answers. */
class HandOver {
  isDone = false
  isLate = false
  readonly #socket = new Socket()
  readonly #timer: NodeJS.Timeout

  constructor(withinMs: number) {
    this.#timer = setTimeout(() => {
      this.isLate = true
      this.#socket.destroy()
    }, withinMs)
  }

  /** Only Nodemailer's log tells that the last line was sent. */
  get settings() {
    const log = listening(({ tnx }) => {
      if (tnx === 'message') this.#finish()
    })
    return { socket: this.#socket, ...log }
  }

  end() {
    clearTimeout(this.#timer)
  }

  #finish() {
    this.isDone = true
    this.end()
  }
}

function settings(url: URL, timeoutMs: number, answerWithinMs: number): SMTPConfig {
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // A password is never sent unencrypted.
    requireTLS: !secure && user !== '' && !LOOPBACK.has(url.hostname),
    ...(user && { auth: { type: 'login', user, pass: decodeURIComponent(url.password) } }),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: answerWithinMs,
  }
}

/** As Postfix ("queued as 4BxF") and Exim ("id=1qX-0") write it. */
function queueIdIn(answer: string): string | undefined {
  return /(?:queued as |\bid=)([\w-]+)/i.exec(answer)?.[1]
}

/** 5yz is permanent (RFC 5321, 4.2.1), but a refused sign-in is our settings' fault. */
function failure(error: unknown, { isDone, isLate }: HandOver): MailFailure {
  if (isLate) return new MailFailure('SMTP ETIMEDOUT', false, true)
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  const isPermanent = (responseCode ?? 0) >= 500 && code !== 'EAUTH'
  const isRefusal = responseCode !== undefined || !isDone
  return new MailFailure(`SMTP ${responseCode ?? code ?? 'error'}`, isPermanent, isRefusal)
}
