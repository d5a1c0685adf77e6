import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'
import { texts } from '#config/sms'
import { Refusal } from '#exceptions/refusal'
import { bytesOfBody } from '#middleware/bytes_of_body'
import { isSignedByTwilio } from '#services/sms/twilio_signature'

/** An SMS has 1,600 letters at most; what Twilio says beside it is a few kilobytes. */
const MOST_BYTES = 64 * 1024

/** Without a token nothing could be told from a forgery, so the address does not exist then. */
export default class SignedByTwilioMiddleware {
  async handle({ request, response, i18n }: HttpContext, next: NextFn) {
    const { authToken } = texts
    if (!authToken) throw new Exception('No such page', { status: 404, code: 'E_NO_TWILIO' })

    const signature = request.header('x-twilio-signature') ?? ''
    if (!signature) throw new Refusal(403, 'unsigned', i18n.t('api.webhook.unsigned'))
    const body = await bytesOfBody(request.request, MOST_BYTES)
    if (!body) {
      // What was not read must not be taken for the next request.
      response.header('connection', 'close')
      throw new Refusal(413, 'too_large', i18n.t('api.webhook.too_large'))
    }
    const told = Object.fromEntries(new URLSearchParams(body.toString()))
    // Twilio signs the address that it was given, whatever proxies made of it since.
    const url = `${appUrl}${request.request.url}`
    if (!(await isSignedByTwilio(authToken, { signature, url, told }))) {
      throw new Refusal(403, 'unsigned', i18n.t('api.webhook.unsigned'))
    }
    request.updateBody(told)
    return next()
  }
}
