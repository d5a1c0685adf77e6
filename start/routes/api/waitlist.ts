import { waitlistEntryShape } from '#shapes/waitlist/waitlist_entry'
import { get, post, remove, V1, type Operation } from '#start/routes/api/operation'
import { nothingSent } from '#validators/api/nothing'
import { newWaitlistEntryValidator, waitlistQuery } from '#validators/api/waitlist'

const Waitlist = () => import('#controllers/api/v1/waitlist/waitlist_controller')

const waiting = { one: waitlistEntryShape }

// prettier-ignore
export const waitlistOperations: readonly Operation[] = [
  get(`${V1}/waitlist`, [Waitlist, 'index'], 'bookings:read', { query: waitlistQuery, list: waitlistEntryShape }),
  post(`${V1}/waitlist`, [Waitlist, 'store'], 'bookings:write', { body: newWaitlistEntryValidator, ...waiting, status: 201 }),
  get(`${V1}/waitlist/:id`, [Waitlist, 'show'], 'bookings:read', waiting),
  post(`${V1}/waitlist/:id/offer`, [Waitlist, 'offer'], 'bookings:write', { body: nothingSent, ...waiting }),
  remove(`${V1}/waitlist/:id`, [Waitlist, 'destroy'], 'bookings:write', { status: 204 }),
]
