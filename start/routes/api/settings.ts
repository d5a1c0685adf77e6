import { privacySettingsShape } from '#shapes/privacy/privacy_settings'
import { bookingSettingsShape } from '#shapes/settings/booking_settings'
import { businessRecordShape } from '#shapes/settings/business_record'
import { get, patch, V1, type Operation } from '#start/routes/api/operation'
import { businessChangeValidator } from '#validators/api/business'
import { privacyChangeOrder } from '#validators/api/privacy'
import { settingsChangeValidator } from '#validators/api/settings'

const Business = () => import('#controllers/api/v1/settings/business_controller')
const Privacy = () => import('#controllers/api/v1/settings/privacy_settings_controller')
const Settings = () => import('#controllers/api/v1/settings/booking_settings_controller')

const settings = { one: bookingSettingsShape }
const privacy = { one: privacySettingsShape }
const business = { one: businessRecordShape }

// prettier-ignore
export const settingsOperations: readonly Operation[] = [
  get(`${V1}/settings`, [Settings, 'show'], 'settings:read', settings),
  patch(`${V1}/settings`, [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),
  get(`${V1}/privacy`, [Privacy, 'show'], 'settings:read', privacy),
  patch(`${V1}/privacy`, [Privacy, 'update'], 'settings:write', { body: privacyChangeOrder, ...privacy }),
]

// prettier-ignore
export const businessOperations: readonly Operation[] = [
  get(`${V1}/business`, [Business, 'show'], 'settings:read', business),
  patch(`${V1}/business`, [Business, 'update'], 'settings:write', { body: businessChangeValidator, ...business }),
]
