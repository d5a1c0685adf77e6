import { DateTime } from 'luxon'
import { analyze } from '#database/analyze'
import env from '#start/env'
import User from '#models/accounts/user'
import type Host from '#models/availability/host'
import { clientKeys } from '#models/clients/client_keys'
import type Service from '#models/services/service'
import Business from '#models/settings/business'
import type { Weekday } from '#scheduling/types'
import { inTransaction, sql } from '#transactions'
import { createService } from './business.js'

export const GROWN = { slug: 'grown-salon', email: 'grown@example.com' }

export interface Size {
  hosts: number
  services: number
  bookings: number
  clients: number
}

interface Made {
  number: number
  hostId: number
  serviceId: number
  price: string | null
  status: string
  startsAt: string | null
  endsAt: string | null
  createdAt: string | null
  expiresAt: string | null
}

const FIRST_NAMES =
  'Ada Ben Chloe Dev Elif Farid Grace Hugo Ines Jonas Kaja Leila Mina Noor Omar Priya Rosa Sam Tess Uma Vera Will Xenia Yusuf Zoe'
const LAST_NAMES =
  'Abbott Brandt Costa Duarte Evans Fischer Garcia Haddad Ivanov Jensen Khan Lindqvist Moreau Novak Okafor Patel Quinn Rossi Shah Tanaka Ueda Vargas Weber Young Zhou'
const HEADINGS = ['Cut', 'Colour', 'Care', 'Beard', 'Occasions']
const TAGS = ['Regular', 'Allergy', 'Student']
const WORKING_DAYS: Weekday[] = [1, 2, 3, 4, 5, 6]
/** Each of them fits before the next, whichever service it is. */
const STARTS = [9, 10, 11, 12, 14, 15, 16, 17]
const DAYS_TO_COME = 60
const PER_STATEMENT = 4_000

/**
 * A business that has been going for years, in the same shape each time: what is booked lies beside
 * the given moment, most of it before. Nobody is told, and the history is as bookings write it.
 */
export async function createGrown(size: Size, now: DateTime): Promise<Business> {
  const owner = await User.create({
    fullName: 'Rosa Weber',
    email: GROWN.email,
    password: env.get('DEMO_PASSWORD', 'demo-password'),
    emailVerifiedAt: now,
  })
  const business = await Business.create({
    name: 'Grown Salon',
    slug: GROWN.slug,
    description: 'A salon of twelve, with everything that has been booked in some years.',
    timeZone: 'Europe/London',
    locale: 'en-GB',
    currency: 'GBP',
    weekStartsOn: 1,
    brandColour: '#00698f',
  })
  await business.related('settings').create({ bufferTimeMinutes: 0 })
  await business.related('memberships').create({ userId: owner.id, role: 'owner' })
  const hosts = await createHosts(business, owner, size.hosts)
  const services = await createServices(business, hosts, size.services)
  await inTransaction(async (trx) => {
    for (const some of batches(clientsOf(business, size.clients, now))) {
      await sql(trx, WRITE_CLIENTS, { businessId: business.id, clients: JSON.stringify(some) })
    }
    for (const some of batches(bookingsOf(hosts, services, size, now))) {
      await sql(trx, WRITE_BOOKINGS, {
        businessId: business.id,
        clients: size.clients,
        bookings: JSON.stringify(some),
      })
    }
  })
  await analyze('bookings, booking_events, claims, clients, holders')
  return business
}

async function createHosts(business: Business, owner: User, count: number): Promise<Host[]> {
  const hosts: Host[] = []
  for (let position = 0; position < count; position++) {
    const host = await business.related('hosts').create({
      name: nameOf(position * 7 + 3),
      position,
      userId: position === 0 ? owner.id : null,
      timeZone: business.timeZone,
      isActive: true,
    })
    await host.related('availabilityRules').createMany(
      WORKING_DAYS.flatMap((dayOfWeek) => [
        { dayOfWeek, opensTime: '09:00', closesTime: '13:00', businessId: business.id },
        { dayOfWeek, opensTime: '14:00', closesTime: '18:00', businessId: business.id },
      ])
    )
    hosts.push(host)
  }
  return hosts
}

async function createServices(
  business: Business,
  hosts: Host[],
  count: number
): Promise<Service[]> {
  const services: Service[] = []
  for (let position = 0; position < count; position++) {
    const heading = HEADINGS[position % HEADINGS.length]
    const able = hosts.filter((_, nth) => isAble(nth, position))
    const named = `${heading} ${Math.floor(position / HEADINGS.length) + 1}`
    services.push(
      await createService(business, able, {
        name: named,
        slug: named.toLowerCase().replace(' ', '-'),
        category: heading,
        durationMinutes: [30, 45, 60][position % 3],
        price: `${20 + (position % 9) * 5}.00`,
        position,
      })
    )
  }
  return services
}

/** A third of the people offer each service, and the first offers all. */
function isAble(host: number, service: number): boolean {
  return host === 0 || (host + service) % 3 === 0
}

function clientsOf(business: Business, count: number, now: DateTime) {
  return Array.from({ length: count }, (_, nth) => {
    const name = nameOf(nth)
    const email = `client-${nth}@example.com`
    const phone = nth % 3 === 0 ? `07700 9${String(nth).padStart(5, '0')}` : null
    return {
      ...{ name, email, phone, ...clientKeys(business, { name, email, phone }) },
      tags: nth % 11 === 0 ? [TAGS[nth % TAGS.length]] : [],
      createdAt: now.minus({ hours: nth }).toISO(),
    }
  })
}

/** From the last day to come backwards, until there are as many as asked for. */
function bookingsOf(hosts: Host[], services: Service[], { bookings }: Size, now: DateTime) {
  const able = [...hosts.keys()].map((host) =>
    services.filter((_, service) => isAble(host, service))
  )
  const made: Made[] = []
  const midnight = now.setZone(hosts[0].timeZone).startOf('day')
  for (let day = DAYS_TO_COME; made.length < bookings; day--) {
    const date = midnight.plus({ days: day })
    if (date.weekday === 7) continue
    for (const [hostNumber, host] of hosts.entries()) {
      for (const hour of STARTS) {
        const number = made.length
        const dice = (number * 7 + hostNumber * 13 + hour * 29 + Math.abs(day) * 31) % 100
        if (dice >= 70 || number >= bookings) continue
        const startsAt = date.set({ hour })
        const service = able[hostNumber][dice % able[hostNumber].length]
        const endsAt = startsAt.plus({ minutes: service.durationMinutes })
        const createdAt = DateTime.min(startsAt.minus({ hours: 20 + (dice % 20) * 17 }), now)
        made.push({
          ...{ number, hostId: host.id, serviceId: service.id, price: service.price },
          ...{ status: statusOf(dice, endsAt <= now), startsAt: startsAt.toISO() },
          ...{ endsAt: endsAt.toISO(), createdAt: createdAt.toISO() },
          expiresAt: DateTime.min(startsAt, now.plus({ hours: 24 })).toISO(),
        })
      }
    }
  }
  return made
}

function statusOf(dice: number, isOver: boolean): string {
  if (dice % 12 === 5) return 'cancelled'
  if (isOver) return dice % 23 === 11 ? 'no_show' : 'completed'
  return dice % 33 === 20 ? 'pending' : 'approved'
}

function nameOf(number: number): string {
  const first = FIRST_NAMES.split(' ')
  const last = LAST_NAMES.split(' ')
  return `${first[number % first.length]} ${last[Math.floor(number / first.length) % last.length]}`
}

function* batches<Row>(rows: Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += PER_STATEMENT) {
    yield rows.slice(from, from + PER_STATEMENT)
  }
}

const WRITE_CLIENTS = `
  insert into clients (business_id, name, email, email_key, phone, phone_key, search_key, locale,
    time_zone, tags, client_since, created_at, updated_at)
  select :businessId, name, email, "emailKey", phone, "phoneKey", "searchKey", 'en-GB',
    'Europe/London', array(select json_array_elements_text(tags)), "createdAt", "createdAt", "createdAt"
  from json_to_recordset(cast(:clients as json)) as given (name text, email text, phone text,
    "emailKey" text, "phoneKey" text, "searchKey" text, tags json, "createdAt" timestamptz)`

const WRITE_BOOKINGS = `
  with given as materialized (
    select *, nextval(pg_get_serial_sequence('holders', 'id')) as id
    from json_to_recordset(cast(:bookings as json)) as given (number int, "hostId" bigint,
      "serviceId" bigint, price numeric, status text, "startsAt" timestamptz, "endsAt" timestamptz,
      "createdAt" timestamptz, "expiresAt" timestamptz)
  ), known as materialized (
    select row_number() over (order by id) - 1 as nth, * from clients where business_id = :businessId
  ), held as (
    insert into holders (id, business_id) overriding system value select id, :businessId from given
  ), booked as (
    insert into bookings (id, business_id, service_id, host_id, reference, status, starts_at, ends_at,
      client_id, client_name, client_email, client_phone, client_time_zone, client_locale, price,
      currency, approved_at, expires_at, created_at, updated_at)
    select given.id, :businessId, "serviceId", "hostId", 'GROWN-' || number, status, "startsAt", "endsAt",
      known.id, known.name, known.email, known.phone, known.time_zone, known.locale, price, 'GBP',
      case when status <> 'pending' then "createdAt" end,
      case when status = 'pending' then "expiresAt" end, "createdAt", "createdAt"
    from given join known on known.nth = (given.number * 13) % cast(:clients as integer)
  ), taken as (
    insert into claims (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked,
      expires_at)
    select :businessId, "hostId", "serviceId", id, "startsAt", "endsAt", tstzrange("startsAt", "endsAt"),
      case when status = 'pending' then "expiresAt" end
    from given where status <> 'cancelled'
  )
  insert into booking_events (business_id, booking_id, from_status, to_status, actor, created_at)
  select cast(:businessId as bigint), id, null, case status when 'pending' then status else 'approved' end,
    'client', "createdAt" from given
  union all
  select cast(:businessId as bigint), id, 'approved', status,
    case when status = 'cancelled' then 'client' else 'system' end,
    case when status = 'cancelled' then "createdAt" else "endsAt" + interval '1 hour' end
  from given where status not in ('pending', 'approved')`
