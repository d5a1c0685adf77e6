import twilio from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { waitAskedFor } from '#services/retry_after'
import type { Text } from '#services/sms/sms'
import { TextFailure } from '#services/sms/sms_failure'

export interface TwilioSettings {
  accountSid: string
  authToken: string
  /** A number, or a messaging service's id. */
  from: string
  /** Where Twilio tells what became of each. */
  toldAt: string
  timeoutMs: number
  /** Something on this machine that answers in Twilio's place. */
  baseUrl?: string
}

/** Temporary: too slow, too many, or a token that is being changed. */
const WORTH_ANOTHER_TRY = new Set([401, 403, 408, 409, 429])

/** Keeps what an answer says beside its body, and asks the stand-in where there is one. */
class Requests extends twilio.RequestClient {
  waitSeconds: number | null = null

  constructor(
    timeout: number,
    private readonly baseUrl: string | undefined
  ) {
    super({ timeout, maxRetries: 0 })
  }

  override async request<Body>(asked: RequestClient.RequestOptions<Body>) {
    const answer = await super.request<Body>({ ...asked, uri: this.addressed(asked.uri) })
    const { 'retry-after': wait } = answer.headers ?? {}
    this.waitSeconds = waitAskedFor(typeof wait === 'string' ? wait : undefined, Date.now())
    return answer
  }

  private addressed(uri: string): string {
    if (!this.baseUrl) return uri
    const { pathname, search } = new URL(uri)
    return new URL(`${pathname}${search}`, this.baseUrl).href
  }
}

/** SMS through Twilio's own library. */
export class TwilioTexts {
  readonly #settings: TwilioSettings

  constructor(settings: TwilioSettings) {
    this.#settings = settings
  }

  /** @returns Twilio's id of it, which its news of it name */
  async send({ to, body, notificationId }: Text): Promise<string> {
    const { from, toldAt } = this.#settings
    const { client, requests } = this.#client()
    try {
      const { sid } = await client.messages.create({
        ...(from.startsWith('MG') ? { messagingServiceSid: from } : { from }),
        ...{ to, body, statusCallback: `${toldAt}?text=${notificationId}` },
      })
      return sid
    } catch (error) {
      throw failureOf(error, requests.waitSeconds)
    }
  }

  /** Whoever gets an answer is signed in; the state of the account. */
  async readState(): Promise<string> {
    const { client } = this.#client()
    const { status } = await client.api.v2010.accounts(this.#settings.accountSid).fetch()
    return status
  }

  /** Of one request: what its answer asks for is nobody else's. */
  #client() {
    const { accountSid, authToken, timeoutMs, baseUrl } = this.#settings
    const requests = new Requests(timeoutMs, baseUrl)
    return { client: twilio(accountSid, authToken, { httpClient: requests }), requests }
  }
}

interface TwilioError {
  status?: unknown
  code?: unknown
}

/** By Twilio's own code where it names one, else by that of HTTP or of the connection. */
function failureOf(error: unknown, waitSeconds: number | null): TextFailure {
  const { status, code } = error as TwilioError
  const named = code ?? status
  const words = `Twilio ${typeof named === 'string' || typeof named === 'number' ? named : 'error'}`
  const isRefusal = typeof status === 'number' && status >= 400 && status < 500 && status !== 408
  const isPermanent = isRefusal && !WORTH_ANOTHER_TRY.has(Number(status))
  return new TextFailure(words, isPermanent, isRefusal, waitSeconds)
}
