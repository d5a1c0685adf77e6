import vine from '@vinejs/vine'
import { PORTAL_VIEWS } from '#queries/portal/portal_bookings'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { count, line } from '#validators/rules'

export const portalQuery = vine.create({
  view: vine.enum(PORTAL_VIEWS).optional(),
  status: vine.enum(BOOKING_STATUSES).optional(),
  business: vine
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional(),
  search: line(100).optional(),
  page: count(1, 100_000).optional(),
})
