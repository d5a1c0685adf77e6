import { besideBookingShapes, bookingNotesShape } from '#shapes/bookings/booking_beside'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { moveRequestShape } from '#shapes/bookings/move_request'
import { get, keepingKey, patch, post, V1, type Operation } from '#start/routes/api/operation'
import {
  addressOrder,
  bookingChangeValidator,
  bookingListQuery,
  bookingNotesOrder,
  bookingQuery,
  cancellationOrder,
  moveOrder,
  newBookingValidator,
  newSeriesValidator,
  reassignmentOrder,
  moveRejectionOrder,
  rejectionOrder,
} from '#validators/api/bookings'
import { nothingSent } from '#validators/api/nothing'

const Approvals = () => import('#controllers/api/v1/bookings/approvals_controller')
const Attendances = () => import('#controllers/api/v1/bookings/attendances_controller')
const BookingNotes = () => import('#controllers/api/v1/bookings/booking_notes_controller')
const Bookings = () => import('#controllers/api/v1/bookings/bookings_controller')
const Cancellations = () => import('#controllers/api/v1/bookings/cancellations_controller')
const ClientAddresses = () => import('#controllers/api/v1/bookings/client_addresses_controller')
const MoveRequests = () => import('#controllers/api/v1/bookings/move_requests_controller')
const Moves = () => import('#controllers/api/v1/bookings/moves_controller')
const Reassignments = () => import('#controllers/api/v1/bookings/reassignments_controller')
const Rejections = () => import('#controllers/api/v1/bookings/rejections_controller')
const Series = () => import('#controllers/api/v1/bookings/series_controller')

const booking = { one: bookingRecordShape }

// prettier-ignore
export const bookingOperations: readonly Operation[] = [
  get(`${V1}/bookings`, [Bookings, 'index'], 'bookings:read', { query: bookingListQuery, list: bookingRecordShape }),
  post(`${V1}/bookings`, [Bookings, 'store'], 'bookings:write', { body: newBookingValidator, ...booking, status: 201, ...keepingKey }),
  post(`${V1}/bookings/series`, [Series, 'store'], 'bookings:write', { body: newSeriesValidator, list: bookingRecordShape, status: 201, ...keepingKey }),
  get(`${V1}/bookings/:id`, [Bookings, 'show'], 'bookings:read', { query: bookingQuery, ...booking, beside: besideBookingShapes }),
  patch(`${V1}/bookings/:id`, [Bookings, 'update'], 'bookings:write', { body: bookingChangeValidator, ...booking }),
  post(`${V1}/bookings/:id/approve`, [Approvals, 'store'], 'bookings:write', { body: nothingSent, ...booking, ...keepingKey }),
  post(`${V1}/bookings/:id/reject`, [Rejections, 'store'], 'bookings:write', { body: rejectionOrder, ...booking, ...keepingKey }),
  post(`${V1}/bookings/:id/cancel`, [Cancellations, 'store'], 'bookings:write', { body: cancellationOrder, ...booking, ...keepingKey }),
  post(`${V1}/bookings/:id/reschedule`, [Moves, 'store'], 'bookings:write', { body: moveOrder, ...booking, ...keepingKey }),
  get(`${V1}/bookings/:id/move-request`, [MoveRequests, 'show'], 'bookings:read', { one: moveRequestShape }),
  post(`${V1}/bookings/:id/move-request/approve`, [MoveRequests, 'approve'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/bookings/:id/move-request/reject`, [MoveRequests, 'reject'], 'bookings:write', { body: moveRejectionOrder, ...booking }),
  post(`${V1}/bookings/:id/reassign`, [Reassignments, 'store'], 'bookings:write', { body: reassignmentOrder, ...booking }),
  post(`${V1}/bookings/:id/address`, [ClientAddresses, 'store'], 'bookings:write', { body: addressOrder, ...booking }),
  get(`${V1}/bookings/:id/notes`, [BookingNotes, 'show'], 'bookings:read', { one: bookingNotesShape }),
  patch(`${V1}/bookings/:id/notes`, [BookingNotes, 'update'], 'bookings:write', { body: bookingNotesOrder, one: bookingNotesShape }),
  post(`${V1}/bookings/:id/complete`, [Attendances, 'complete'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/bookings/:id/no-show`, [Attendances, 'noShow'], 'bookings:write', { body: nothingSent, ...booking }),
]
