import { AsyncLocalStorage } from 'node:async_hooks'

const tenants = new AsyncLocalStorage<number>()

/**
 * Does `work` for one business: in every transaction of it PostgreSQL refuses what is written to a row of
 * another, by the policies of `database/row_policies.ts`, whatever the code forgot.
 */
export function onBehalfOf<Result>(businessId: number, work: () => Result): Result {
  return tenants.run(businessId, work)
}

/** Undefined where it is done for no business alone. */
export function currentTenant(): number | undefined {
  return tenants.getStore()
}
