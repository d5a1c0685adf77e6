import vine from '@vinejs/vine'
import { MOST_PLACES } from '#formats/bookings/places'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { truth } from '#validators/api/fields'
import { included, paging } from '#validators/api/query'
import { answersByKey, anyMoment, anyMomentFrom, moment } from '#validators/pages/public_api'
import { MOST_DATES } from '#validators/bookings/desk_form'
import { phoneNumber } from '#validators/bookings/guest_booking'
import {
  count,
  duration,
  email,
  id,
  line,
  prose,
  proseOrNull,
  seats,
  zone,
} from '#validators/rules'

const SORTS = ['starts_at', '-starts_at', 'updated_at', '-updated_at'] as const

export const bookingListQuery = vine.create({
  status: vine.enum(BOOKING_STATUSES).optional(),
  from: anyMoment().optional(),
  to: anyMomentFrom('from').optional(),
  service_id: id().optional(),
  host_id: id().optional(),
  client_id: id().optional(),
  client: line(100).optional(),
  updated_since: anyMoment().optional(),
  sort: vine.enum(SORTS).optional(),
  ...paging(),
})

export const bookingQuery = vine.create({
  include: included(['history', 'notes', 'messages']),
})

const answers = () => vine.array(vine.object({ question: line(500), answer: prose(2000) }))

/** What may be booked against on purpose. */
export const BOOKED_AGAINST = ['rules', 'blocked_client', 'booked_already'] as const

/** Whoever is booked at the desk: a known client, or one by name. */
export const bookedClient = () => ({
  client_id: id().nullable().optional(),
  client_name: line(200).nullable().optional().requiredIfMissing('client_id'),
  client_email: email().nullable().optional(),
  client_phone: phoneNumber().nullable().optional(),
  agrees_to_texts: truth().optional(),
  time_zone: zone().optional(),
  notes: proseOrNull(2000).optional(),
  answers: answersByKey(),
  private_note: proseOrNull(2000).optional(),
  tells_client: truth().optional(),
})

const newBookingFields = () => ({
  service_id: id(),
  host_id: id().nullable().optional(),
  duration_minutes: duration().nullable().optional(),
  seats: seats().optional(),
  location_id: count(0, MOST_PLACES).optional(),
  ...bookedClient(),
})

export const newBookingValidator = vine.create({
  ...newBookingFields(),
  starts_at: moment(),
  against: vine.array(vine.enum(BOOKED_AGAINST)).distinct().optional(),
})

/** Against the rules one date is booked at a time. */
export const newSeriesValidator = vine.create({
  ...newBookingFields(),
  starts_at: vine.array(moment()).minLength(2).maxLength(MOST_DATES).distinct(),
  against: vine
    .array(vine.enum(['blocked_client', 'booked_already'] as const))
    .distinct()
    .optional(),
})

export const rejectionOrder = vine.create({
  reason: line(1000),
  tells_client: truth().optional(),
})

export const moveRejectionOrder = vine.create({ reason: line(1000) })

/** To another host, into another room, or both. */
export const reassignmentOrder = vine.create({
  host_id: id().optional().requiredIfMissing('room_id'),
  room_id: id().optional(),
  reason: proseOrNull(1000).optional(),
  tells_client: truth().optional(),
})

export const addressOrder = vine.create({ client_email: email() })

/** What is left out stays as it is. */
export const bookingNotesOrder = vine.create({
  private_note: proseOrNull(2000).optional(),
  client_note: proseOrNull(2000).optional(),
})

export const cancellationOrder = vine.create({
  reason: proseOrNull(1000).optional(),
  tells_client: truth().optional(),
})

export const moveOrder = vine.create({
  starts_at: moment(),
  host_id: id().nullable().optional(),
  reason: proseOrNull(1000).optional(),
  tells_client: truth().optional(),
  against: vine.array(vine.enum(['rules'] as const)).optional(),
})

/** What is left out stays as it is. */
export const bookingChangeValidator = vine.create({
  client_name: line(200).optional(),
  client_phone: phoneNumber().nullable().optional(),
  notes: proseOrNull(2000).optional(),
  answers: answers().optional(),
  price: vine.string().maxLength(40).optional(),
  seats: seats().optional(),
  location_id: count(0, MOST_PLACES).optional(),
  tells_client: truth().optional(),
})
