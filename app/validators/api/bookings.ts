import vine from '@vinejs/vine'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { included, paging } from '#validators/api/query'
import { moment } from '#validators/pages/public_api'
import { id, line } from '#validators/rules'

const SORTS = ['starts_at', '-starts_at', 'updated_at', '-updated_at'] as const

export const bookingListQuery = vine.create({
  status: vine.enum(BOOKING_STATUSES).optional(),
  from: moment().optional(),
  to: moment().optional(),
  service_id: id().optional(),
  host_id: id().optional(),
  client_id: id().optional(),
  client: line(100).optional(),
  updated_since: moment().optional(),
  sort: vine.enum(SORTS).optional(),
  ...paging(),
})

export const bookingQuery = vine.create({
  include: included(['history', 'notes', 'messages']),
})
