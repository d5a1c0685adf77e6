import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { clientKeys } from '#models/clients/client_keys'

interface Booked {
  id: number
  client_name: string
  client_email: string | null
  client_phone: string | null
  client_time_zone: string
  client_locale: string
  created_at: Date
}

interface Known {
  id: number
  recordId: number
  phoneKey: string | null
}

interface Found {
  byContact: Map<string, Known>
  byPhone: Map<string, Known>
}

type Business = { id: number; timeZone: string; locale: string }

const BATCH = 2_000

/** As bookings find their clients from now on: by address, else by number. */
export default class extends BaseSchema {
  async up() {
    this.defer(async (db) => {
      const businesses = await db.from('businesses').select('id', 'time_zone', 'locale')
      for (const { id, time_zone: timeZone, locale } of businesses) {
        await fill(db, { id, timeZone, locale })
      }
      await db.rawQuery(`
        update clients set client_since = confirmed.since from (
          select client_id, min(approved_at) as since from bookings
          where approved_at is not null group by client_id
        ) as confirmed where clients.id = confirmed.client_id
      `)
    })
  }

  async down() {
    this.schema.raw('update bookings set client_id = null')
    this.schema.raw('delete from clients')
  }
}

async function fill(db: QueryClient, business: Business): Promise<void> {
  const found: Found = { byContact: new Map(), byPhone: new Map() }
  let booked: Booked[]
  let last = 0
  do {
    booked = await db
      .from('bookings')
      .where('business_id', business.id)
      .where('id', '>', last)
      .whereNull('client_id')
      .orderBy('id')
      .limit(BATCH)
    const clientIds: number[] = []
    for (const booking of booked) clientIds.push(await clientOf(db, business, booking, found))
    await db.rawQuery(
      `update bookings set client_id = theirs.client_id
         from unnest(cast(? as bigint[]), cast(? as bigint[])) as theirs (booking_id, client_id)
        where bookings.id = theirs.booking_id`,
      [booked.map(({ id }) => id), clientIds]
    )
    last = booked.at(-1)?.id ?? last
  } while (booked.length === BATCH)
}

async function clientOf(
  db: QueryClient,
  business: Business,
  booking: Booked,
  { byContact, byPhone }: Found
): Promise<number> {
  const { client_name: name, client_email: email, client_phone: phone } = booking
  const { emailKey, phoneKey, searchKey } = clientKeys(business, { name, email, phone })
  const alike = phoneKey === null ? undefined : byPhone.get(phoneKey)
  const known = emailKey === null ? alike : byContact.get(emailKey)
  if (known) {
    if (known.phoneKey === null && phoneKey !== null) {
      await db.from('clients').where('id', known.id).update({ phone, phone_key: phoneKey })
      known.phoneKey = phoneKey
      if (!alike) byPhone.set(phoneKey, known)
    }
    return known.id
  }
  const [{ id, record_id: recordId }] = await db
    .table('clients')
    .insert({
      ...{ business_id: business.id, name, email, email_key: emailKey, phone, phone_key: phoneKey },
      ...{ search_key: searchKey, locale: booking.client_locale },
      ...{ time_zone: booking.client_time_zone, created_at: booking.created_at },
      merged_into: alike?.recordId ?? null,
      merged_via: alike?.id ?? null,
      merged_at: alike ? booking.created_at : null,
    })
    .returning(['id', 'record_id'])
  const client = { id: Number(id), recordId: Number(recordId), phoneKey }
  byContact.set(emailKey ?? phoneKey ?? '', client)
  if (phoneKey !== null && !alike) byPhone.set(phoneKey, client)
  return client.id
}
