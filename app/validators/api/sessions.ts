import vine from '@vinejs/vine'
import { BOOKED_AGAINST, bookedClient } from '#validators/api/bookings'
import { truth } from '#validators/api/fields'
import { included, paging } from '#validators/api/query'
import { anyMoment, anyMomentFrom, moment } from '#validators/pages/public_api'
import { calendarDay, count, id, line, notBefore, seats } from '#validators/rules'

export const sessionListQuery = vine.create({
  status: vine.enum(['scheduled', 'cancelled', 'any'] as const).optional(),
  from: anyMoment().optional(),
  to: anyMomentFrom('from').optional(),
  service_id: id().optional(),
  host_id: id().optional(),
  ...paging(),
})

export const sessionReadQuery = vine.create({ include: included(['roster', 'waiting']) })

const against = () => vine.array(vine.enum(['closed'] as const)).optional()
const hours = () => count(0, 720)

/** Null is as the service has it. */
const places = () => ({
  capacity: count(1, 1000).optional(),
  booking_deadline_hours: hours().optional(),
})

export const newSessionValidator = vine.create({
  service_id: id(),
  host_id: id().nullable().optional(),
  starts_at: moment(),
  ...places(),
  against: against(),
})

/** What is left out stays as it is. */
export const newPlacesValidator = vine.create({
  ...places(),
  is_bookable: truth().optional(),
  offers_by_hand: truth().nullable().optional(),
})

export const sessionMoveOrder = vine.create({
  starts_at: moment(),
  reason: line(1000).nullable().optional(),
  against: against(),
})

export const sessionReassignmentOrder = vine.create({
  host_id: id(),
  reason: line(1000).nullable().optional(),
  against: against(),
})

export const sessionCancellationOrder = vine.create({ reason: line(1000).nullable().optional() })

/** As a booking, at the session's time. */
export const newSeatValidator = vine.create({
  seats: seats().optional(),
  ...bookedClient(),
  against: vine.array(vine.enum(BOOKED_AGAINST)).distinct().optional(),
})

export const seriesListQuery = vine.create({
  active: vine.enum(['true', 'false', 'any'] as const).optional(),
  service_id: id().optional(),
  ...paging(),
})

const startTime = () => vine.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Null as its last date has no end. */
export const newSeriesOrder = vine.create({
  service_id: id(),
  host_id: id().nullable().optional(),
  first_date: calendarDay(),
  last_date: calendarDay()
    .use(notBefore({ field: 'first_date' }))
    .nullable()
    .optional(),
  start_time: startTime(),
  every_weeks: count(1, 8),
  ...places(),
  on_closed: vine.enum(['plan', 'skip'] as const).optional(),
})

export const seriesDateOrder = vine.create({ date: calendarDay() })
