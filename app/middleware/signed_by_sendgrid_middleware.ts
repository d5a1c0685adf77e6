import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { sendgridEvents } from '#config/mail'
import { Refusal } from '#exceptions/refusal'
import { bytesOfBody } from '#middleware/bytes_of_body'
import { isSignedBySendgrid } from '#services/sendgrid_signature'

/** SendGrid sends at most 768 kB at a time. */
const MOST_BYTES = 1024 * 1024

/** SendGrid tries again for a day, and does not promise a new signature each time. */
const OLDEST_SECONDS = 25 * 3600
const CLOCKS_APART_SECONDS = 5 * 60

const PREFIX = 'x-twilio-email-event-webhook'

/** Without a key nothing could be told from a forgery, so the address does not exist then. */
export default class SignedBySendgridMiddleware {
  async handle({ request, response, i18n }: HttpContext, next: NextFn) {
    const { key } = sendgridEvents
    if (!key) throw new Exception('No such page', { status: 404, code: 'E_NO_WEBHOOK_KEY' })

    const signature = request.header(`${PREFIX}-signature`) ?? ''
    const timestamp = request.header(`${PREFIX}-timestamp`) ?? ''
    if (!signature) throw new Refusal(403, 'unsigned', i18n.t('api.webhook.unsigned'))
    if (!isRecent(timestamp)) throw new Refusal(403, 'stale', i18n.t('api.webhook.stale'))

    const body = await bytesOfBody(request.request, MOST_BYTES)
    if (!body) {
      // What was not read must not be taken for the next request.
      response.header('connection', 'close')
      throw new Refusal(413, 'too_large', i18n.t('api.webhook.too_large'))
    }
    if (!isSignedBySendgrid(key, { signature, timestamp, body })) {
      throw new Refusal(403, 'unsigned', i18n.t('api.webhook.unsigned'))
    }
    const events = eventsIn(body)
    if (!events) throw new Refusal(400, 'unreadable', i18n.t('api.webhook.unreadable'))
    request.updateBody({ events })
    return next()
  }
}

/** `timestamp` is in seconds since the epoch. */
function isRecent(timestamp: string): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  const age = Date.now() / 1000 - Number(timestamp)
  return age <= OLDEST_SECONDS && age >= -CLOCKS_APART_SECONDS
}

function eventsIn(body: Buffer): unknown[] | null {
  try {
    const events: unknown = JSON.parse(body.toString())
    return Array.isArray(events) ? events : null
  } catch {
    return null
  }
}
