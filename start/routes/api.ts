import router from '@adonisjs/core/services/router'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { Scope } from '#models/keys/scopes'
import { blockShape, overrideShape, weekShape } from '#shapes/availability/opening'
import { besideBookingShapes } from '#shapes/bookings/booking_beside'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { hostShape } from '#shapes/people/host'
import { serviceRecordShape } from '#shapes/services/service_record'
import { bookingSettingsShape, pageLinkShape } from '#shapes/settings/booking_settings'
import { keyStack, middleware } from '#start/kernel'
import {
  blockListQuery,
  newBlockValidator,
  overrideListQuery,
  overrideRemovalQuery,
  overrideValidator,
  weekValidator,
} from '#validators/api/availability'
import {
  bookingChangeValidator,
  bookingListQuery,
  bookingQuery,
  cancellationOrder,
  moveOrder,
  newBookingValidator,
  rejectionOrder,
} from '#validators/api/bookings'
import { nothingSent } from '#validators/api/nothing'
import { hostListQuery } from '#validators/api/people'
import {
  newServiceValidator,
  serviceChangeValidator,
  serviceListQuery,
} from '#validators/api/services'
import { settingsChangeValidator } from '#validators/api/settings'

const Approvals = () => import('#controllers/api/v1/bookings/approvals_controller')
const Attendances = () => import('#controllers/api/v1/bookings/attendances_controller')
const Blocks = () => import('#controllers/api/v1/availability/blocks_controller')
const Bookings = () => import('#controllers/api/v1/bookings/bookings_controller')
const Cancellations = () => import('#controllers/api/v1/bookings/cancellations_controller')
const Hosts = () => import('#controllers/api/v1/people/hosts_controller')
const Moves = () => import('#controllers/api/v1/bookings/moves_controller')
const Overrides = () => import('#controllers/api/v1/availability/overrides_controller')
const Rejections = () => import('#controllers/api/v1/bookings/rejections_controller')
const Settings = () => import('#controllers/api/v1/settings/booking_settings_controller')
const Services = () => import('#controllers/api/v1/services/services_controller')
const WeeklyHours = () => import('#controllers/api/v1/availability/weekly_hours_controller')

type Validator = VineValidator<SchemaTypes, undefined>
type Handler = Parameters<typeof router.post>[1]

/** What is sent and answered; a description is generated from it. */
interface Sent {
  query?: Validator
  body?: Validator
  /** One of these, with the further fields that `?include=` names, */
  one?: Validator
  beside?: Record<string, SchemaTypes>
  /** or `{ data: [these], next_cursor }`; nothing where neither is named. */
  list?: Validator
  status?: 200 | 201 | 204
}

export interface Operation extends Sent {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  handler: Handler
  scope: Scope
}

const operation =
  (method: Operation['method']) =>
  (path: string, handler: Handler, scope: Scope, sent: Sent = {}): Operation => ({
    ...{ method, path, handler, scope, ...sent },
  })

const get = operation('GET')
const post = operation('POST')
const patch = operation('PATCH')
const put = operation('PUT')
const remove = operation('DELETE')
const V1 = '/api/v1'

const block = { one: blockShape }
const week = { one: weekShape }
const booking = { one: bookingRecordShape }
const service = { one: serviceRecordShape }
const settings = { one: bookingSettingsShape }

/** The business's own API, by key: address, controller, scope, and what is sent and answered. */
// prettier-ignore
export const operations: readonly Operation[] = [
  get(`${V1}/bookings`, [Bookings, 'index'], 'bookings:read', { query: bookingListQuery, list: bookingRecordShape }),
  post(`${V1}/bookings`, [Bookings, 'store'], 'bookings:write', { body: newBookingValidator, ...booking, status: 201 }),
  get(`${V1}/bookings/:id`, [Bookings, 'show'], 'bookings:read', { query: bookingQuery, ...booking, beside: besideBookingShapes }),
  patch(`${V1}/bookings/:id`, [Bookings, 'update'], 'bookings:write', { body: bookingChangeValidator, ...booking }),
  post(`${V1}/bookings/:id/approve`, [Approvals, 'store'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/bookings/:id/reject`, [Rejections, 'store'], 'bookings:write', { body: rejectionOrder, ...booking }),
  post(`${V1}/bookings/:id/cancel`, [Cancellations, 'store'], 'bookings:write', { body: cancellationOrder, ...booking }),
  post(`${V1}/bookings/:id/reschedule`, [Moves, 'store'], 'bookings:write', { body: moveOrder, ...booking }),
  post(`${V1}/bookings/:id/complete`, [Attendances, 'complete'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/bookings/:id/no-show`, [Attendances, 'noShow'], 'bookings:write', { body: nothingSent, ...booking }),

  get(`${V1}/services`, [Services, 'index'], 'services:read', { query: serviceListQuery, list: serviceRecordShape }),
  post(`${V1}/services`, [Services, 'store'], 'services:write', { body: newServiceValidator, ...service, status: 201 }),
  get(`${V1}/services/:id`, [Services, 'show'], 'services:read', service),
  patch(`${V1}/services/:id`, [Services, 'update'], 'services:write', { body: serviceChangeValidator, ...service }),
  post(`${V1}/services/:id/archive`, [Services, 'archive'], 'services:write', { body: nothingSent, ...service }),
  post(`${V1}/services/:id/restore`, [Services, 'restore'], 'services:write', { body: nothingSent, ...service }),

  get(`${V1}/hosts`, [Hosts, 'index'], 'people:read', { query: hostListQuery, list: hostShape }),
  get(`${V1}/hosts/:id`, [Hosts, 'show'], 'people:read', { one: hostShape }),

  get(`${V1}/hosts/:id/hours`, [WeeklyHours, 'show'], 'availability:read', week),
  put(`${V1}/hosts/:id/hours`, [WeeklyHours, 'update'], 'availability:write', { body: weekValidator, ...week }),
  get(`${V1}/hosts/:id/overrides`, [Overrides, 'index'], 'availability:read', { query: overrideListQuery, list: overrideShape }),
  put(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'update'], 'availability:write', { body: overrideValidator, one: overrideShape }),
  remove(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'destroy'], 'availability:write', { query: overrideRemovalQuery, status: 204 }),
  get(`${V1}/blocks`, [Blocks, 'index'], 'availability:read', { query: blockListQuery, list: blockShape }),
  post(`${V1}/blocks`, [Blocks, 'store'], 'availability:write', { body: newBlockValidator, ...block, status: 201 }),
  get(`${V1}/blocks/:id`, [Blocks, 'show'], 'availability:read', block),
  remove(`${V1}/blocks/:id`, [Blocks, 'destroy'], 'availability:write', { status: 204 }),

  get(`${V1}/settings`, [Settings, 'show'], 'settings:read', settings),
  patch(`${V1}/settings`, [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),

  // As seed 001 names them.
  get('/api/booking/settings', [Settings, 'show'], 'settings:read', settings),
  put('/api/booking/settings', [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),
  get('/api/booking/requests', [Bookings, 'requests'], 'bookings:read', { query: bookingListQuery, list: bookingRecordShape }),
  post('/api/booking/requests/:id/approve', [Approvals, 'store'], 'bookings:write', { body: nothingSent, ...booking }),
  post('/api/booking/requests/:id/reject', [Rejections, 'store'], 'bookings:write', { body: rejectionOrder, ...booking }),
  get('/api/booking/link', [Settings, 'link'], 'links:read', { one: pageLinkShape }),
]

/** Within what a bigint holds. */
const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }

router
  .group(() => {
    for (const { method, path, handler, scope } of operations) {
      router
        .route(path, [method], handler)
        .as(`${method} ${path}`.toLowerCase().replace(/[^a-z]+/g, '_'))
        .use(middleware.scope(scope))
    }
  })
  .where('id', numeric)
  .as('api.v1')
  .use([middleware.requireFeature('api'), ...keyStack])
