import Client from '#models/clients/client'
import ClientNote from '#models/clients/client_note'
import type Business from '#models/settings/business'
import { clientRecord } from '#queries/clients/client_record'

/** Also one that was merged: its `recordId` says which record shows it. */
export function findClient(business: Business, id: number): Promise<Client> {
  return clients(business).where('id', id).firstOrFail()
}

/** Only one that shows itself. */
export function findRecord(business: Business, id: number): Promise<Client> {
  return clients(business).where('id', id).whereNull('merged_into').firstOrFail()
}

function clients(business: Business) {
  return business.related('clients').query().select('clients.*', clientRecord()).preload('blocker')
}

export function findNote({ id: businessId }: Business, id: number): Promise<ClientNote> {
  return ClientNote.query().where({ businessId, id }).firstOrFail()
}

/** Of a record, whichever of the merged they were written about. */
export function notesOfRecord({ id: recordId, businessId }: Client) {
  const members = Client.query().where({ businessId, record_id: recordId }).select('id')
  return ClientNote.query().where({ businessId }).whereIn('client_id', members).preload('user')
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
