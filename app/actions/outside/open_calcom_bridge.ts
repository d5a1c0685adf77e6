import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalcomBridge from '#models/outside/calcom_bridge'
import Business from '#models/settings/business'
import { newSecretToken } from '#models/tokens/secret_token'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Opening {
  businessId: number
  /** Of the secret that was shown to stand; empty where there was none. */
  version: string
  by: By
}

export type OpenBridgeOutcome = { bridge: CalcomBridge; secret: string } | 'stale'

/** A first secret, or another: the one before proves nothing from then on. It is told here alone. */
export default class OpenCalcomBridge {
  handle({ businessId, version, by }: Opening): Promise<OpenBridgeOutcome> {
    return inTransaction(async (trx) => {
      await lockRowOrFail(trx, Business, { id: businessId })
      const known = await CalcomBridge.query({ client: trx }).where({ businessId }).first()
      if (known ? isChangedSince(version, known.secret) : version !== '') return 'stale'
      const bridge =
        known ??
        (await new CalcomBridge()
          .useTransaction(trx)
          .fill({ businessId, token: CalcomBridge.newToken(), secret: '', apiKey: null })
          .save())
      const secret = newSecretToken()
      await bridge.merge({ secret: CalcomBridge.sealedSecret(bridge.id, secret) }).save()
      await recordAudit(trx, {
        ...{
          businessId,
          by,
          action: known ? 'calcom_bridge.secret_renewed' : 'calcom_bridge.made',
        },
        ...{ subjectType: 'calcom_bridge', subjectId: bridge.id },
      })
      return { bridge, secret }
    })
  }
}
