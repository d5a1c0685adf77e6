import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import CalendarBusy from '#models/availability/calendar_busy'
import GroupSession from '#models/sessions/group_session'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import type { BookingStatus } from '#scheduling/slots/bookings'
import { ROUND_THE_CLOCK } from '#scheduling/openings/openings'

interface Stored {
  service: Service
  host: Host
  startsAt: DateTime
  minutes?: number
  name?: string
  status?: BookingStatus
  session?: GroupSession
  pauseMinutes?: number
  /** A request that competes holds no time. */
  holdsTime?: boolean
}

/** As it would stand after its day went by: past actions and rules, at any time of any day. */
export async function storeBooking(stored: Stored): Promise<Booking> {
  const { service, host, startsAt, minutes = service.durationMinutes, session } = stored
  const { name = 'Ines Duarte', status = 'approved', pauseMinutes = 0, holdsTime = true } = stored
  const id = await holderOf(service.businessId)
  const endsAt = startsAt.plus({ minutes })
  const booking = await Booking.create({
    ...{ id, businessId: service.businessId, serviceId: service.id, hostId: host.id },
    ...{ sessionId: session?.id ?? null, reference: `STORED-${id}`, status, holdsTime },
    ...{ startsAt, endsAt, clientName: name, clientEmail: 'ines@duarte.example' },
    ...{ clientTimeZone: 'Europe/London', clientLocale: 'en-GB', price: '50.00', currency: 'GBP' },
    expiresAt: status === 'pending' ? startsAt : null,
    calendarHost: 'localhost',
  })
  if (!session && holdsTime) await claim(stored, { holderId: id, startsAt, endsAt, pauseMinutes })
  return booking
}

export async function storeSession({
  service,
  host,
  startsAt,
  minutes = service.durationMinutes,
  taken = 0,
  capacity = service.capacity,
}: Stored & { taken?: number; capacity?: number }): Promise<GroupSession> {
  const id = await holderOf(service.businessId)
  const endsAt = startsAt.plus({ minutes })
  const session = await GroupSession.create({
    ...{ id, businessId: service.businessId, serviceId: service.id, hostId: host.id },
    ...{ startsAt, endsAt, capacity, bookingDeadlineHours: 0 },
    ...{ isBookable: true, isPlanned: true, status: 'scheduled' },
  })
  await claim({ service, host, startsAt }, { holderId: id, startsAt, endsAt, pauseMinutes: 0 })
  for (let seat = 1; seat <= taken; seat++) {
    const booking = await storeBooking({ service, host, startsAt, minutes, session })
    await db.table('session_seats').insert({
      ...{ business_id: service.businessId, session_id: id, service_id: service.id },
      ...{ capacity, seat_no: seat, booking_id: booking.id },
    })
  }
  return session
}

export function storeBusy(host: Host, startsAt: DateTime, endsAt: DateTime): Promise<CalendarBusy> {
  return CalendarBusy.create({
    ...{ businessId: host.businessId, hostId: host.id, startsAt, endsAt, source: 'test' },
  })
}

async function holderOf(businessId: number): Promise<number> {
  const [{ id }] = await db.table('holders').insert({ business_id: businessId }).returning('id')
  return id
}

interface Claimed {
  holderId: number
  startsAt: DateTime
  endsAt: DateTime
  pauseMinutes: number
}

async function claim({ service, host }: Stored, claimed: Claimed): Promise<void> {
  const { holderId, startsAt, endsAt, pauseMinutes } = claimed
  await db.table('claims').insert({
    ...{ business_id: service.businessId, host_id: host.id, service_id: service.id },
    holder_id: holderId,
    starts_at: startsAt.toJSDate(),
    ends_at: endsAt.toJSDate(),
    blocked: `[${startsAt.toUTC().toISO()},${endsAt.plus({ minutes: pauseMinutes }).toUTC().toISO()})`,
  })
}

/** The Monday of the drawings, on the date given: three people, at 10:40. */
export async function openDrawnDay(date = DateTime.now().setZone('Europe/London').toISODate()!) {
  const shop = await openShop({ hosts: 3, service: { name: 'Private lesson' } })
  const { business, hosts, service: lesson } = shop
  const [anna, tom, maya] = hosts
  await maya.merge({ name: 'Maya Lind' }).save()
  await hours(anna, [
    ['08:30', '12:30'],
    ['13:30', '19:00'],
  ])
  await hours(tom, [
    ['09:00', '12:30'],
    ['13:30', '18:00'],
  ])
  await hours(maya, [
    ['10:00', '14:00'],
    ['14:30', '19:00'],
  ])
  const assessment = await addService(business, [anna], { name: 'Assessment', durationMinutes: 30 })
  const stroke = await addService(business, [tom], {
    ...{ name: 'Stroke class', durationMinutes: 45, capacity: 8 },
  })
  const babies = await addService(business, [maya], {
    ...{ name: 'Water babies', durationMinutes: 45, capacity: 8 },
  })
  const at = (time: string) => DateTime.fromISO(`${date}T${time}`, { zone: 'Europe/London' })
  const book = (host: Host, time: string, name: string, more: Partial<Stored> = {}) =>
    storeBooking({ service: lesson, host, startsAt: at(time), name, pauseMinutes: 15, ...more })

  await book(anna, '08:30', 'Grace Liu', { status: 'completed' })
  await book(anna, '10:00', 'Oliver Brandt', {
    service: assessment,
    status: 'no_show',
    pauseMinutes: 0,
  })
  await book(anna, '10:30', 'Theo Lang', { service: assessment })
  const leila = await book(anna, '13:30', 'Leila Haddad')
  await book(anna, '16:00', 'Ines Duarte', { service: assessment, status: 'pending' })
  await storeBusy(anna, at('17:30'), at('19:00'))
  await book(tom, '09:00', 'Finn Daly', { status: 'completed' })
  await book(tom, '11:00', 'Marcus Webb')
  await storeBusy(tom, at('13:30'), at('14:45'))
  await book(tom, '15:00', 'Ben Carter')
  await storeSession({ service: stroke, host: tom, startsAt: at('17:00'), taken: 6 })
  await book(maya, '10:00', 'Hana Sato', { minutes: 90 })
  await book(maya, '12:00', 'Max Bauer')
  await storeSession({ service: babies, host: maya, startsAt: at('14:30'), taken: 8 })
  await storeBusy(maya, at('15:30'), at('16:30'))
  await book(maya, '17:30', 'Asha Shah')
  return { ...shop, date, at, anna, tom, maya, lesson, assessment, leila }
}

export async function hours(host: Host, ranges: [opens: string, closes: string][]): Promise<void> {
  await host.related('availabilityRules').query().delete()
  await host.related('availabilityRules').createMany(
    ROUND_THE_CLOCK.flatMap(({ weekday: dayOfWeek }) =>
      ranges.map(([opensTime, closesTime]) => ({
        ...{ businessId: host.businessId, dayOfWeek, opensTime, closesTime },
      }))
    )
  )
}
