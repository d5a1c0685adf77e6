import Client from '#models/clients/client'
import type Business from '#models/settings/business'
import { clientRecord } from '#queries/clients/client_record'

/** Also one that was merged: its `recordId` says which record shows it. */
export function findClient(business: Business, id: number): Promise<Client> {
  return business
    .related('clients')
    .query()
    .select('clients.*', clientRecord())
    .where('id', id)
    .preload('blocker')
    .firstOrFail()
}

/** What a record shows beside its own, the latest first. */
export function mergedInto({ id, businessId }: Client): Promise<Client[]> {
  return Client.query()
    .where({ businessId, mergedInto: id })
    .preload('merger')
    .orderBy('merged_at', 'desc')
    .orderBy('id', 'desc')
    .exec()
}
