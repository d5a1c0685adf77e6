import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { LucidModel } from '@adonisjs/lucid/types/model'

type Where = Record<string, string | number | boolean | null>

/** Nobody else changes it until the transaction ends. */
export function lockRow<Model extends LucidModel>(
  trx: Transaction,
  model: Model,
  where: Where
): Promise<InstanceType<Model> | null> {
  return model.query({ client: trx }).where(where).forUpdate().first()
}

export function lockRowOrFail<Model extends LucidModel>(
  trx: Transaction,
  model: Model,
  where: Where
): Promise<InstanceType<Model>> {
  return model.query({ client: trx }).where(where).forUpdate().firstOrFail()
}
