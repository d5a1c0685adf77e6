import { buffer } from 'node:stream/consumers'
import { DateTime } from 'luxon'
import type { Client } from 'pg'
import type { TarEntry } from '#services/backups/tar'
import { csv, type CsvColumns } from '#services/csv'
import { feedCalendar } from '#services/ics'

type Row = Record<string, string | null>

const BOOKINGS = `
  select reference, bookings.status, to_char(starts_at, 'YYYY-MM-DD"T"HH24:MI:SSOF') as starts_at,
         to_char(ends_at, 'YYYY-MM-DD"T"HH24:MI:SSOF') as ends_at, services.name as service,
         hosts.name as host, client_name, client_email, client_phone, cast(seats as text) as places,
         cast(bookings.price as text) as price, currency, bookings.notes,
         to_char(bookings.created_at, 'YYYY-MM-DD"T"HH24:MI:SSOF') as booked_at
    from public.bookings
    join public.services on services.id = bookings.service_id
    join public.hosts on hosts.id = bookings.host_id
   where bookings.business_id = $1 order by bookings.starts_at, bookings.id`

const CLIENTS = `
  select name, email, phone, locale as language, time_zone, array_to_string(tags, ', ') as tags, notes,
         to_char(coalesce(client_since, created_at), 'YYYY-MM-DD"T"HH24:MI:SSOF') as client_since
    from public.clients where business_id = $1 and merged_into is null order by name, id`

const ENTRIES = `
  select calendar_uid || '@' || calendar_host as uid, calendar_sequence as sequence,
         starts_at as "startsAt", ends_at as "endsAt", bookings.updated_at as "stampedAt",
         services.name as service, client_name as client, hosts.name as host
    from public.bookings
    join public.services on services.id = bookings.service_id
    join public.hosts on hosts.id = bookings.host_id
   where bookings.business_id = $1 and bookings.status in ('approved', 'completed', 'no_show')
   order by starts_at, bookings.id`

interface EntryRow {
  uid: string
  sequence: number
  startsAt: Date
  endsAt: Date
  stampedAt: Date
  service: string
  client: string
  host: string
}

/** What people and other programs read without knowing our tables. */
export async function readableFiles(
  client: Client,
  businessId: number,
  name: string
): Promise<TarEntry[]> {
  const { rows } = await client.query<EntryRow>(ENTRIES, [businessId])
  const entries = rows.map(({ service, client: who, host, ...row }) => ({
    ...{ uid: row.uid, sequence: row.sequence, isWholeDay: false, url: null },
    startsAt: DateTime.fromJSDate(row.startsAt),
    endsAt: DateTime.fromJSDate(row.endsAt),
    stampedAt: DateTime.fromJSDate(row.stampedAt),
    summary: `${service}: ${who}`,
    description: host,
  }))
  return [
    { name: 'bookings.csv', body: await table(client, BOOKINGS, businessId) },
    { name: 'clients.csv', body: await table(client, CLIENTS, businessId) },
    { name: 'bookings.ics', body: Buffer.from(feedCalendar(name, entries)) },
  ]
}

async function table(client: Client, question: string, businessId: number): Promise<Buffer> {
  const { rows, fields } = await client.query<Row>(question, [businessId])
  const columns: CsvColumns<Row> = {}
  for (const { name } of fields) columns[name] = (row) => row[name]
  return buffer(csv(columns, rows))
}
