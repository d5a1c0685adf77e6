import { foldedText } from '#formats/words/text'
import { clientKeys } from '#models/clients/client_keys'
import type { ClientDetails } from '#models/bookings/client_details'
import type { BookedBusiness } from '#queries/bookings/find_bookable'
import { nameKeyOf } from '#queries/clients/name_key'

/** Of the client, or of the record that shows it. */
const IS_NAMED_SO = `(${nameKeyOf('clients')} = :nameKey or ${nameKeyOf('record')} = :nameKey)`

/**
 * Part of the statement that writes a booking, named `client`: whose it is, found by address, else by
 * number, else new; nobody's where nobody is named. Of several who share one it is whoever has that
 * name, else whoever had it first. Nothing that is known of them is overwritten. With
 * `clientParameters`.
 */
export const CLIENT_OF_NEW = `
  mailed_client as (
    select id from clients
    where business_id = :businessId and not :isAnother
      and (contact_key = cast(:emailKey as text)
        or shares_email and email_key = cast(:emailKey as text) and search_key = :searchKey)
    order by shares_email desc, id limit 1
  ), alike_client as (
    select clients.id, clients.record_id
    from clients join clients as record on record.id = clients.record_id
    where clients.business_id = :businessId and not :isAnother
      and clients.phone_key = cast(:phoneKey as text)
      and (not clients.shares_phone or ${IS_NAMED_SO})
    order by ${IS_NAMED_SO} desc, clients.record_id, clients.id limit 1
  ), known_client as (
    select id from clients
    where business_id = :businessId and id = cast(:clientId as bigint)
    union all
    select id from mailed_client where cast(:clientId as bigint) is null
    union all
    select id from alike_client
    where cast(:emailKey as text) is null and cast(:clientId as bigint) is null
  ), filled_client as (
    update clients set
      client_since = coalesce(client_since, cast(:clientSince as timestamptz)),
      phone = case when phone_key is null then cast(:clientPhone as text) else phone end,
      phone_key = coalesce(phone_key, cast(:phoneKey as text)),
      updated_at = clock_timestamp()
    from known_client
    where clients.id = known_client.id
      and (client_since is null and cast(:clientSince as timestamptz) is not null
        or phone_key is null and cast(:phoneKey as text) is not null)
  ), new_client as (
    insert into clients
      (business_id, name, email, email_key, phone, phone_key, search_key, locale, time_zone,
       client_since, merged_into, merged_via, merged_at, shares_email, shares_phone)
    select :businessId, :clientName, :clientEmail, cast(:emailKey as text), :clientPhone,
      cast(:phoneKey as text), :searchKey, :clientLocale, :clientTimeZone,
      cast(:clientSince as timestamptz), alike_client.record_id, alike_client.id,
      case when alike_client.id is not null then clock_timestamp() end,
      :isAnother and exists (
        select from clients
        where business_id = :businessId and contact_key = cast(:emailKey as text)),
      :isAnother and exists (
        select from clients
        where business_id = :businessId and phone_key = cast(:phoneKey as text))
    from (values (1)) as asked left join alike_client on true
    where not exists (select from known_client) and not :isNobody
    on conflict (business_id, contact_key) do update
      set client_since = coalesce(clients.client_since, excluded.client_since)
    returning id
  ), client as (
    select id from known_client union all select id from new_client
  )`

interface Found {
  clientId: number | null
  /** Said to be somebody else than whoever has the same address or number. */
  isAnother?: boolean
  /** Whoever walked in, and gave no name. */
  isNobody?: boolean
  /** Null while their booking waits for an answer. */
  since: Date | null
}

export function clientParameters(
  business: BookedBusiness,
  details: Pick<ClientDetails, 'name' | 'email' | 'phone'>,
  { clientId, isAnother = false, isNobody = false, since }: Found
) {
  return {
    ...{ ...clientKeys(business, details), nameKey: foldedText(details.name) },
    ...{ clientId, isAnother, isNobody, clientSince: since },
  }
}
