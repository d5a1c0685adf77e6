import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { sessionSeriesShape } from '#shapes/sessions/series_record'
import { besideSessionShapes } from '#shapes/sessions/session_beside'
import { sessionRecordShape } from '#shapes/sessions/session_record'
import { get, keepingKey, patch, post, V1, type Operation } from '#start/routes/api/operation'
import { nothingSent } from '#validators/api/nothing'
import {
  newPlacesValidator,
  newSeatValidator,
  newSeriesOrder,
  newSessionValidator,
  seriesDateOrder,
  seriesListQuery,
  sessionCancellationOrder,
  sessionListQuery,
  sessionMoveOrder,
  sessionReassignmentOrder,
  sessionReadQuery,
} from '#validators/api/sessions'

const Seats = () => import('#controllers/api/v1/sessions/seats_controller')
const SessionCancellations = () =>
  import('#controllers/api/v1/sessions/session_cancellations_controller')
const SessionMoves = () => import('#controllers/api/v1/sessions/session_moves_controller')
const SessionReassignments = () =>
  import('#controllers/api/v1/sessions/session_reassignments_controller')
const SessionSeries = () => import('#controllers/api/v1/sessions/session_series_controller')
const Sessions = () => import('#controllers/api/v1/sessions/sessions_controller')

const booking = { one: bookingRecordShape }
const series = { one: sessionSeriesShape }
const session = { one: sessionRecordShape }

// prettier-ignore
export const sessionOperations: readonly Operation[] = [
  get(`${V1}/sessions`, [Sessions, 'index'], 'bookings:read', { query: sessionListQuery, list: sessionRecordShape }),
  post(`${V1}/sessions`, [Sessions, 'store'], 'bookings:write', { body: newSessionValidator, ...session, status: 201 }),
  get(`${V1}/sessions/:id`, [Sessions, 'show'], 'bookings:read', { query: sessionReadQuery, ...session, beside: besideSessionShapes }),
  patch(`${V1}/sessions/:id`, [Sessions, 'update'], 'bookings:write', { body: newPlacesValidator, ...session }),
  post(`${V1}/sessions/:id/move`, [SessionMoves, 'store'], 'bookings:write', { body: sessionMoveOrder, ...session }),
  post(`${V1}/sessions/:id/reassign`, [SessionReassignments, 'store'], 'bookings:write', { body: sessionReassignmentOrder, ...session }),
  post(`${V1}/sessions/:id/cancel`, [SessionCancellations, 'store'], 'bookings:write', { body: sessionCancellationOrder, ...session }),
  post(`${V1}/sessions/:id/seats`, [Seats, 'store'], 'bookings:write', { body: newSeatValidator, ...booking, status: 201, ...keepingKey }),
  post(`${V1}/sessions/:id/seats/:seat/check-in`, [Seats, 'checkIn'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/sessions/:id/seats/:seat/no-show`, [Seats, 'noShow'], 'bookings:write', { body: nothingSent, ...booking }),
  get(`${V1}/session-series`, [SessionSeries, 'index'], 'bookings:read', { query: seriesListQuery, list: sessionSeriesShape }),
  post(`${V1}/session-series`, [SessionSeries, 'store'], 'bookings:write', { body: newSeriesOrder, ...series, status: 201 }),
  get(`${V1}/session-series/:id`, [SessionSeries, 'show'], 'bookings:read', series),
  post(`${V1}/session-series/:id/dates`, [SessionSeries, 'plan'], 'bookings:write', { body: seriesDateOrder, ...series }),
  post(`${V1}/session-series/:id/end`, [SessionSeries, 'end'], 'bookings:write', { body: nothingSent, ...series }),
]
