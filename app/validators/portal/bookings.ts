import vine from '@vinejs/vine'
import { PORTAL_VIEWS } from '#queries/portal/portal_bookings'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { paging } from '#validators/api/query'
import { count, line } from '#validators/rules'

const filters = () => ({
  view: vine.enum(PORTAL_VIEWS).optional(),
  status: vine.enum(BOOKING_STATUSES).optional(),
  business: vine
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional(),
  search: line(100).optional(),
})

export const portalQuery = vine.create({ ...filters(), page: count(1, 100_000).optional() })

export const portalListQuery = vine.create({ ...filters(), ...paging() })
