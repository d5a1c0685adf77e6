import db from '@adonisjs/lucid/services/db'
import { foldedText } from '#formats/words/text'
import type Client from '#models/clients/client'
import { clientKeys } from '#models/clients/client_keys'
import type Business from '#models/settings/business'
import { findRecord } from '#queries/clients/find_client'
import { nameKeyOf } from '#queries/clients/name_key'
import { sql } from '#transactions'

interface Typed {
  name: string
  email: string | null
  phone: string | null
}

/** As bookings find their clients: by address, else by number; of several first whoever is named so. */
const FOUND = `
  select clients.record_id as "recordId",
    (${nameKeyOf('clients')} = :nameKey or ${nameKeyOf('record')} = :nameKey) as "isNamedSo"
  from clients join clients as record on record.id = clients.record_id
  where clients.business_id = :businessId
    and (clients.contact_key = cast(:emailKey as text)
      or clients.shares_email and clients.email_key = cast(:emailKey as text)
      or clients.phone_key = cast(:phoneKey as text))
  order by coalesce(clients.email_key = cast(:emailKey as text), false) desc,
    "isNamedSo" desc, clients.shares_email, clients.shares_phone, clients.record_id, clients.id
  limit 1`

/** Who is known by that address or number under another name; null where it is nobody. */
export async function findAlike(business: Business, typed: Typed): Promise<Client | null> {
  const { emailKey, phoneKey } = clientKeys(business, typed)
  const [found] = await sql<{ recordId: number; isNamedSo: boolean }>(db.connection(), FOUND, {
    ...{ businessId: business.id, emailKey, phoneKey },
    nameKey: foldedText(typed.name),
  })
  return !found || found.isNamedSo ? null : findRecord(business, found.recordId)
}
