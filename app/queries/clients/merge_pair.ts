import db from '@adonisjs/lucid/services/db'
import Client from '#models/clients/client'
import { clientRecord } from '#queries/clients/client_record'
import { searchClients } from '#queries/clients/client_search'
import { nameKeyOf } from '#queries/clients/name_key'

const MOST = 8

/** What is read before two records are merged. */
export function mergeContent(records: readonly Client[]) {
  return records
    .toSorted((one, other) => one.id - other.id)
    .map(({ id, details, blockedAt }) => ({ id, ...details, isBlocked: blockedAt !== null }))
}

/** Other records with the same number or the same name. */
export function likelyDoubles(client: Client): Promise<Client[]> {
  const { id, businessId } = client
  const named = nameKeyOf('clients')
  return others(client)
    .where((any) => {
      any
        .whereRaw(
          `id in (select others.record_id from clients as members
             join clients as others on others.business_id = members.business_id
               and others.phone_key = members.phone_key
            where members.business_id = ? and members.record_id = ?)`,
          [businessId, id]
        )
        .orWhereRaw(
          `${named} in (select ${named} from clients where business_id = ? and record_id = ?)`,
          [businessId, id]
        )
    })
    .exec()
}

export function otherRecords(client: Client, typed: string): Promise<Client[]> {
  const found = db.from('clients').where('business_id', client.businessId).select('record_id')
  searchClients(found, typed)
  return others(client).whereIn('id', found).exec()
}

function others({ id, businessId }: Client) {
  return Client.query()
    .select('clients.*', clientRecord())
    .where({ businessId })
    .whereNull('merged_into')
    .whereNot('id', id)
    .orderBy('search_key')
    .orderBy('id')
    .limit(MOST)
}
