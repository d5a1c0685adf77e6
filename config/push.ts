import { createECDH } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { appUrl, isHttps, pushKey } from '#config/app'
import { senderAddress } from '#config/mail'
import env from '#start/env'

const pair = createECDH('prime256v1')
pair.setPrivateKey(pushKey)

export default {
  /** By which a push service knows this deployment (VAPID, RFC 8292), and where it would write to. */
  vapid: {
    subject: isHttps ? appUrl : `mailto:${senderAddress}`,
    publicKey: pair.getPublicKey('base64url'),
    privateKey: pushKey.toString('base64url'),
  },

  /** A push service has so long to answer. */
  timeoutMs: 15_000,

  /** How long it keeps what it cannot hand over, as to a phone that is off. */
  keptSeconds: 24 * 3_600,

  mostDevices: 10,

  /** Push services on this machine, by http: never in production. */
  allowsLoopback: !app.inProduction && env.get('PUSH_LOOPBACK') === 'on',
}
