import { LINK_WORDS, MEETING_WORDS } from '#controllers/api/dialect'
import { slotsShape } from '#shapes/availability/slots'
import { bookingShape } from '#shapes/bookings/booking'
import { managedBookingShape } from '#shapes/bookings/managed_booking'
import { meetingShape } from '#shapes/bookings/meeting'
import { seriesShape } from '#shapes/bookings/series'
import { linkShape } from '#shapes/links/link'
import type { OperationDescription } from '#shapes/openapi/operation'
import { businessShape } from '#shapes/pages/business'
import { servicesShape } from '#shapes/services/service'
import { healthShape } from '#shapes/system/health'
import {
  availabilityValidator,
  bookingValidator,
  defaultAvailabilityValidator,
  hostSlotsValidator,
  moveValidator,
  publicCancellationValidator,
  seriesValidator,
} from '#validators/pages/public_api'

type Sent = Omit<OperationDescription, 'method' | 'path' | 'summary'>

const operation =
  (method: OperationDescription['method']) =>
  (path: string, summary: string, sent: Sent): OperationDescription => ({
    ...{ method, path, summary, ...sent },
  })

const get = operation('GET')
const post = operation('POST')
const PAGE = '/api/booking/public/:slug'
const MANAGED = '/api/booking/public/manage/:token'
const LINK = '/bookings/public/:token'
const PLAN = '/schedule/:host/:service'

const booked = { body: bookingValidator, one: bookingShape, status: 201 }
const managed = { one: managedBookingShape, hasVersion: true }
const meeting = { one: meetingShape, hasVersion: true }
const underLink = { words: LINK_WORDS, meant: ['service_id'] }

/** What anybody may ask without a key, as `machines.ts` routes it: what is sent and answered. */
// prettier-ignore
export const publicOperations: readonly OperationDescription[] = [
  get(PAGE, 'Read a business', { one: businessShape }),
  get(`${PAGE}/services`, 'List the services of a business', { one: servicesShape }),
  get(`${PAGE}/availability`, 'Find times', { query: availabilityValidator, one: slotsShape }),
  post(`${PAGE}/book`, 'Book a time', booked),
  post(`${PAGE}/book/series`, 'Book several dates together', { body: seriesValidator, one: seriesShape, status: 201 }),

  get(MANAGED, 'Read a booking by its token', managed),
  post(`${MANAGED}/reschedule`, 'Move a booking by its token', { body: moveValidator, ...managed }),
  post(`${MANAGED}/cancel`, 'Cancel a booking by its token', { body: publicCancellationValidator, ...managed }),

  get(LINK, 'Read a booking link', { one: linkShape }),
  get(`${LINK}/availability`, 'Find times under a link', { query: availabilityValidator, ...underLink, one: slotsShape }),
  post(`${LINK}/book`, 'Book under a link', booked),
  post('/public/bookings/:token', 'Book under a link, at the address that people see', booked),

  get('/availability', 'Find times at the default business', { query: defaultAvailabilityValidator, one: slotsShape }),
  post('/booking', 'Book at the default business', { ...booked, acceptedStatus: 202 }),

  get(`${PLAN}/slots`, 'Find the times of a day on a scheduling page', { query: hostSlotsValidator, one: slotsShape }),
  post(`${PLAN}/book`, 'Book on a scheduling page', { ...meeting, body: bookingValidator, words: MEETING_WORDS, status: 201 }),
  get('/schedule/manage/:token', 'Read a meeting by its token', { ...meeting, leadsPeople: true }),
  post('/schedule/cancel/:token', 'Cancel a meeting by its token', { body: publicCancellationValidator, ...meeting, leadsPeople: true }),

  get('/bookings/health', 'Ask whether bookings can be taken', { one: healthShape }),
]
