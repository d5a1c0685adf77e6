import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type InboxAddress from '#models/inboxes/inbox_address'

/** Null for all services, now and later. Needs its services loaded. */
export type InboxServices = number[] | null

export function servicesOfInbox(inbox: InboxAddress): InboxServices {
  return inbox.forAllServices ? null : inbox.services.map(({ id }) => id).toSorted(byNumber)
}

/** Gives what it is for after that: services that are not the business's are left out. */
export async function chooseInboxServices(
  trx: Transaction,
  inbox: InboxAddress,
  chosen: InboxServices
): Promise<InboxServices> {
  const { businessId } = inbox
  await inbox.merge({ forAllServices: chosen === null }).save()
  const rows = await trx
    .from('services')
    .where('business_id', businessId)
    .whereIn('id', chosen ?? [])
    .select('id')
  const ids = rows.map(({ id }) => Number(id)).toSorted(byNumber)
  await inbox
    .related('services')
    .sync(Object.fromEntries(ids.map((id) => [id, { business_id: businessId }])), true, trx)
  return chosen && ids
}

function byNumber(one: number, other: number): number {
  return one - other
}
