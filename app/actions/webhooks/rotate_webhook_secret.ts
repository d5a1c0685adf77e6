import { recordAudit } from '#history'
import type { By } from '#models/by'
import WebhookEndpoint, { FORMER_SECRET_HOURS } from '#models/webhooks/webhook_endpoint'
import { isChangedSince } from '#models/version'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Rotation {
  businessId: number
  endpointId: number
  /** `versionOf` the secret that was shown to stand; null renews it anyway. */
  version?: string | null
  by: By
}

export type RotationOutcome = { outcome: 'renewed'; secret: string } | { outcome: 'stale' }

/** Both sign for a day, so that nothing is refused while the new one is put in place. */
export default class RotateWebhookSecret {
  handle({ businessId, endpointId: id, version = null, by }: Rotation): Promise<RotationOutcome> {
    return inTransaction(async (trx) => {
      const endpoint = await lockRowOrFail(trx, WebhookEndpoint, { businessId, id })
      if (isChangedSince(version, endpoint.secret)) return { outcome: 'stale' }
      const now = await databaseNow(trx)
      const secret = WebhookEndpoint.newSecret()
      await endpoint
        .merge({
          secret: WebhookEndpoint.sealed(id, secret),
          formerSecret: endpoint.secret,
          formerSecretUntil: now.plus({ hours: FORMER_SECRET_HOURS }),
        })
        .save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'webhook.secret_rotated' },
        ...{ subjectType: 'webhook_endpoint', subjectId: id },
      })
      return { outcome: 'renewed', secret }
    })
  }
}
