import { settleStop } from '#steps'
import type { SetupStop } from '#models/settings/setup'
import { inTransaction } from '#transactions'

export default class SettleSetupStop {
  handle(businessId: number, stop: SetupStop): Promise<void> {
    return inTransaction((trx) => settleStop(trx, businessId, stop))
  }
}
