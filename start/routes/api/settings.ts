import { bookingSettingsShape } from '#shapes/settings/booking_settings'
import { businessRecordShape } from '#shapes/settings/business_record'
import { get, patch, V1, type Operation } from '#start/routes/api/operation'
import { businessChangeValidator } from '#validators/api/business'
import { settingsChangeValidator } from '#validators/api/settings'

const Business = () => import('#controllers/api/v1/settings/business_controller')
const Settings = () => import('#controllers/api/v1/settings/booking_settings_controller')

const settings = { one: bookingSettingsShape }
const business = { one: businessRecordShape }

// prettier-ignore
export const settingsOperations: readonly Operation[] = [
  get(`${V1}/settings`, [Settings, 'show'], 'settings:read', settings),
  patch(`${V1}/settings`, [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),
]

// prettier-ignore
export const businessOperations: readonly Operation[] = [
  get(`${V1}/business`, [Business, 'show'], 'settings:read', business),
  patch(`${V1}/business`, [Business, 'update'], 'settings:write', { body: businessChangeValidator, ...business }),
]
