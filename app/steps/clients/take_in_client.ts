import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { CLIENT_OF_NEW, clientParameters } from './client_of_new.js'
import { clientCreated } from '#messages'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import type { Imported } from '#models/clients/imported_client'
import type { ClientDetails } from '#models/bookings/client_details'
import Business from '#models/settings/business'
import { oweEachTime } from '#outbox'
import { sql } from '#transactions'

const TAKE_IN = `
  with ${CLIENT_OF_NEW}
  select id, exists (select from new_client) as "isNew",
    case when cast(:emailKey as text) is null or exists (select from new_client)
      then (select record_id from alike_client) end as "joinedId"
  from client`

interface TakenIn {
  id: number
  isNew: boolean
  /** Whose number it is, where that alone says who they are. */
  joinedId: number | null
}

const ADD_KNOWN = `
  update clients set
    notes = coalesce(notes, cast(:notes as text)),
    tags = tags || array(
      select distinct on (lower(tag)) tag from unnest(cast(:tags as text[])) as tag
       where lower(tag) not in (
         select lower(used) from clients as members cross join unnest(members.tags) as used
          where members.record_id = clients.record_id))
  where id = :id`

/** Found as a booking finds them. Nothing that is known is overwritten; what is not is added. */
export async function takeInClient(
  trx: Transaction,
  business: Business,
  { tags, notes, ...named }: Imported
): Promise<TakenIn> {
  const { locale, timeZone } = business
  const client = await takeIn(trx, business, { ...named, locale, timeZone, since: new Date() })
  if (tags.length > 0 || notes !== null) await sql(trx, ADD_KNOWN, { id: client.id, tags, notes })
  return client
}

/** Whoever waits for a time is a lead, as whoever asked for one is. */
export async function takeInLead(
  trx: Transaction,
  business: Business,
  waiting: Omit<TakenInDetails, 'since'>
): Promise<void> {
  await takeIn(trx, business, { ...waiting, since: null })
}

/** Whoever was nobody when they were booked, and is named by now: whose their booking is. */
export async function takeInBooked(trx: Transaction, booking: Booking, by: By) {
  const { businessId, clientName: name, clientEmail: email, clientPhone: phone } = booking
  const business = await Business.findOrFail(businessId, { client: trx })
  const { id, isNew } = await takeIn(trx, business, {
    ...{ name, email, phone, locale: booking.clientLocale, timeZone: booking.clientTimeZone },
    since: booking.status === 'pending' ? null : new Date(),
  })
  await booking.merge({ clientId: id }).save()
  if (!isNew) return []
  return oweEachTime(trx, clientCreated, { businessId, subject: { type: 'client', id }, by })
}

type TakenInDetails = Omit<ClientDetails, 'notes' | 'clock'> & { since: Date | null }

async function takeIn(
  trx: Transaction,
  business: Business,
  { since, locale, timeZone, ...named }: TakenInDetails
): Promise<TakenIn> {
  const [client] = await sql<TakenIn>(trx, TAKE_IN, {
    ...clientParameters(business, named, { clientId: null, since }),
    businessId: business.id,
    ...{ clientName: named.name, clientEmail: named.email, clientPhone: named.phone },
    ...{ clientLocale: locale, clientTimeZone: timeZone },
  })
  return client
}
