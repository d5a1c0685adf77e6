import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { bookingSettingsShape, pageLinkShape } from '#shapes/settings/booking_settings'
import { get, keepingKey, post, put, type Operation } from '#start/routes/api/operation'
import { bookingListQuery, rejectionOrder } from '#validators/api/bookings'
import { nothingSent } from '#validators/api/nothing'
import { settingsChangeValidator } from '#validators/api/settings'

const Approvals = () => import('#controllers/api/v1/bookings/approvals_controller')
const Bookings = () => import('#controllers/api/v1/bookings/bookings_controller')
const Rejections = () => import('#controllers/api/v1/bookings/rejections_controller')
const Settings = () => import('#controllers/api/v1/settings/booking_settings_controller')

const booking = { one: bookingRecordShape }
const settings = { one: bookingSettingsShape }

/** As seed 001 names them. */
// prettier-ignore
export const seed001Operations: readonly Operation[] = [
  get('/api/booking/settings', [Settings, 'show'], 'settings:read', settings),
  put('/api/booking/settings', [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),
  get('/api/booking/requests', [Bookings, 'requests'], 'bookings:read', { query: bookingListQuery, list: bookingRecordShape }),
  post('/api/booking/requests/:id/approve', [Approvals, 'store'], 'bookings:write', { body: nothingSent, ...booking, ...keepingKey }),
  post('/api/booking/requests/:id/reject', [Rejections, 'store'], 'bookings:write', { body: rejectionOrder, ...booking, ...keepingKey }),
  get('/api/booking/link', [Settings, 'link'], 'links:read', { one: pageLinkShape, hasVersion: false }),
]
