import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { phoneKey } from '#formats/contacts/phone_numbers'
import type Business from '#models/settings/business'
import { sql } from '#transactions'

/** Where a client left something at one business, by id, and the words by which other text names them. */
export interface Traces {
  businessId: number
  clientIds: number[]
  bookingIds: number[]
  entryIds: number[]
  enquiryIds: number[]
  oneTimeIds: number[]
  outsideIds: number[]
  /** As they are compared; only those that nobody else of the business has. */
  emails: string[]
  phones: string[]
  names: string[]
}

/**
 * Addresses and numbers that somebody else has too count only beside one of the names: whoever shares
 * an address is not erased with them.
 */
const FOUND = `
  with members as (
    select * from clients where business_id = :businessId and record_id = :recordId
  ), others as (
    select email_key, phone_key from clients
     where business_id = :businessId and record_id <> :recordId
  ), theirs as (
    select * from bookings
     where business_id = :businessId and client_id in (select id from members)
  ), names as (
    select distinct lower(name) as name from (
      select name from members union select client_name from theirs
    ) as named
  ), emails as (
    select distinct email, email in (select email_key from others where email_key is not null)
        as is_shared
      from (
        select email_key as email from members
        union select lower(cast(client_email as text)) from theirs
      ) as known where email is not null
  ), phones as (
    select distinct phone_key, phone_key in (
        select phone_key from others where phone_key is not null) as is_shared
      from members where phone_key is not null
  ), entries as (
    select id, client_phone from waitlist_entries
     where business_id = :businessId and (
       booking_id in (select id from theirs)
       or exists (select from emails where email = lower(client_email)
         and (not is_shared or lower(client_name) in (select name from names))))
  ), asked as (
    select id from enquiries
     where business_id = :businessId and (
       exists (select from emails where email = lower(client_email)
         and (not is_shared or lower(client_name) in (select name from names)))
       or exists (select from phones where phone_key = client_phone_key
         and (not is_shared or lower(client_name) in (select name from names))))
  ), invited as (
    select id from one_time_links
     where business_id = :businessId and (
       id in (select one_time_link_id from theirs)
       or exists (select from emails where email = lower(cast(recipient_email as text))
         and (not is_shared or lower(recipient_name) in (select name from names))))
  ), outside as (
    select id from outside_bookings
     where business_id = :businessId and (
       id in (select outside_booking_id from theirs)
       or exists (select from emails where email = lower(client_email)
         and (not is_shared or lower(client_name) in (select name from names))))
  )
  select
    array(select id from members order by id) as "clientIds",
    array(select id from theirs order by id) as "bookingIds",
    array(select id from entries order by id) as "entryIds",
    array(select id from asked order by id) as "enquiryIds",
    array(select id from invited order by id) as "oneTimeIds",
    array(select id from outside order by id) as "outsideIds",
    array(select email from emails where not is_shared) as emails,
    array(select phone from (
        select phone from members union select client_phone from theirs
        union select phone_key from members) as typed
      where phone is not null) as phones,
    array(select phone_key from phones) as "phoneKeys",
    array(select phone_key from phones where is_shared) as "sharedKeys",
    array(select name from names) as names`

/** Of those who wait, only the number as it was typed is known. */
const WAITING_BY_PHONE = `
  select id, client_name as name, client_phone as phone from waitlist_entries
   where business_id = :businessId and client_email is null and client_phone is not null
     and right(regexp_replace(client_phone, '\\D', '', 'g'), 6) = any(cast(:ends as text[]))`

type Found = Omit<Traces, 'businessId'> & { phoneKeys: string[]; sharedKeys: string[] }

interface Waiting {
  id: number
  name: string
  phone: string
}

export async function findTraces(
  client: QueryClient,
  business: Pick<Business, 'id' | 'timeZone' | 'locale'>,
  recordId: number
): Promise<Traces> {
  const { id: businessId } = business
  const [{ phoneKeys, sharedKeys, ...found }] = await sql<Found>(client, FOUND, {
    businessId,
    recordId,
  })
  const ends = phoneKeys.map((key) => key.replaceAll(/\D/g, '').slice(-6))
  const waiting =
    ends.length > 0 ? await sql<Waiting>(client, WAITING_BY_PHONE, { businessId, ends }) : []
  const byPhone = waiting.filter(({ phone, name }) => {
    const key = phoneKey(phone, business)
    if (key === null || !phoneKeys.includes(key)) return false
    return !sharedKeys.includes(key) || found.names.includes(name.toLowerCase())
  })
  const entryIds = new Set([...ids(found.entryIds), ...byPhone.map(({ id }) => Number(id))])
  return {
    ...{ businessId, entryIds: [...entryIds] },
    ...{ clientIds: ids(found.clientIds), bookingIds: ids(found.bookingIds) },
    ...{ enquiryIds: ids(found.enquiryIds), oneTimeIds: ids(found.oneTimeIds) },
    outsideIds: ids(found.outsideIds),
    ...{ emails: found.emails, phones: found.phones, names: found.names },
  }
}

/** Arrays of bigint come as text. */
function ids(found: readonly (number | string)[]): number[] {
  return found.map(Number)
}

export const NO_TRACES: Omit<Traces, 'businessId'> = {
  ...{ clientIds: [], bookingIds: [], entryIds: [], enquiryIds: [], oneTimeIds: [] },
  ...{ outsideIds: [], emails: [], phones: [], names: [] },
}
