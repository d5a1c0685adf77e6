import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import env from '#start/env'

const accountSid = env.get('TWILIO_ACCOUNT_SID')
const authToken = env.get('TWILIO_AUTH_TOKEN')
const from = env.get('TWILIO_FROM')

/** What Twilio needs, where all of it is set: a part of it sends nothing. */
const twilio =
  accountSid && authToken && from
    ? {
        ...{ accountSid, authToken, from },
        // A mistake in production must not send everybody's texts elsewhere.
        baseUrl: app.inProduction ? undefined : env.get('TWILIO_STAND_IN'),
      }
    : null

const isHalfSet = !twilio && Boolean(accountSid ?? authToken ?? from)

/** Messages by SMS: through Twilio when its keys are set, else kept in the mailbox. */
export const texts = {
  channel: twilio ? ('twilio' as const) : ('mailbox' as const),
  twilio,
  isHalfSet,
  /** Whose signature what Twilio tells must carry. */
  authToken: twilio?.authToken ?? null,
  /** Where Twilio tells what became of a text, as it reaches us. */
  toldAt: `${appUrl}/webhooks/twilio/statuses`,
}

/** No answer of Twilio is waited for longer. */
export const textTimeoutMs = 15_000
