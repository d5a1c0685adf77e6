import vine from '@vinejs/vine'
import { MOST_PLACES } from '#formats/bookings/places'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { blockFields } from '#validators/api/availability'
import { paging } from '#validators/api/query'
import {
  answersByKey,
  clientFields,
  anyMoment,
  anyMomentFrom,
  moment,
  sessionId,
  writableDay,
} from '#validators/pages/public_api'
import { count, duration, id, line, proseOrNull, seats, zone } from '#validators/rules'

const manageToken = () => vine.string().regex(/^[\w-]{22,64}$/)

/** As the header `Idempotency-Key` has it. */
const onceKey = () => vine.string().regex(/^[\x21-\x7e]{1,255}$/)

export const timesTool = vine.create({
  service_id: id(),
  start_date: writableDay().optional(),
  end_date: writableDay().optional(),
  time_zone: zone().optional(),
  host_id: id().optional(),
  duration_minutes: duration().optional(),
})

export const bookTool = vine.create({
  session_id: sessionId().optional(),
  service_id: id(),
  starts_at: moment(),
  host_id: id().nullable().optional(),
  seats: seats().optional(),
  duration_minutes: duration().nullable().optional(),
  location_id: count(0, MOST_PLACES).nullable().optional(),
  ...clientFields(),
  answers: answersByKey(),
  /** Whether the client said yes to the terms, and to which: without both, they are told first. */
  confirmed: vine.boolean({ strict: true }).optional(),
  terms: vine.string().maxLength(64).optional(),
  idempotency_key: onceKey(),
})

export const bookingTool = vine.create({ manage_token: manageToken() })

export const moveTool = vine.create({
  manage_token: manageToken(),
  starts_at: moment(),
  reason: proseOrNull(1000).optional(),
  idempotency_key: onceKey().optional(),
})

export const cancelTool = vine.create({
  manage_token: manageToken(),
  reason: proseOrNull(1000).optional(),
  idempotency_key: onceKey().optional(),
})

/** From a moment to another; the coming day where neither is named. */
export const agendaTool = vine.create({
  from: anyMoment().optional(),
  to: anyMomentFrom('from').optional(),
  status: vine.enum(BOOKING_STATUSES).optional(),
  service_id: id().optional(),
  host_id: id().optional(),
  ...paging(),
})

export const pendingTool = vine.create(paging())

export const approveTool = vine.create({ booking_id: id(), idempotency_key: onceKey().optional() })

export const rejectTool = vine.create({
  booking_id: id(),
  reason: line(1000),
  idempotency_key: onceKey().optional(),
})

export const blockTool = vine.create({ ...blockFields(), idempotency_key: onceKey().optional() })

export const explainTool = vine.create({
  service_id: id(),
  starts_at: moment(),
  host_id: id().optional(),
  duration_minutes: duration().optional(),
})
