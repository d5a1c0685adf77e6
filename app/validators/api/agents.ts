import vine from '@vinejs/vine'
import { MOST_PLACES } from '#formats/bookings/places'
import { clientFields, dayAsked, moment } from '#validators/pages/public_api'
import { count, duration, id, prose, seats, zone } from '#validators/rules'

const manageToken = () => vine.string().regex(/^[\w-]{22,64}$/)

/** As the header `Idempotency-Key` has it. */
const onceKey = () => vine.string().regex(/^[\x21-\x7e]{1,255}$/)

export const timesTool = vine.create({
  service_id: id(),
  start_date: dayAsked().optional(),
  end_date: dayAsked().optional(),
  time_zone: zone().optional(),
  host_id: id().optional(),
  duration_minutes: duration().optional(),
})

export const bookTool = vine.create({
  service_id: id(),
  starts_at: moment(),
  host_id: id().nullable().optional(),
  seats: seats().optional(),
  duration_minutes: duration().nullable().optional(),
  location_id: count(0, MOST_PLACES).nullable().optional(),
  ...clientFields(),
  answers: vine.record(vine.any()).optional(),
  /** Whether the client said yes to the terms, and to which: without both, they are told first. */
  confirmed: vine.boolean({ strict: true }).optional(),
  terms: vine.string().maxLength(64).optional(),
  idempotency_key: onceKey(),
})

export const bookingTool = vine.create({ manage_token: manageToken() })

export const moveTool = vine.create({
  manage_token: manageToken(),
  starts_at: moment(),
  reason: prose(1000).nullable().optional(),
  idempotency_key: onceKey().optional(),
})

export const cancelTool = vine.create({
  manage_token: manageToken(),
  reason: prose(1000).nullable().optional(),
  idempotency_key: onceKey().optional(),
})
