import i18nManager from '@adonisjs/i18n/services/main'
import vine from '@vinejs/vine'
import { PLACE_TYPES } from '#formats/bookings/places'
import { sentAddress } from '#formats/contacts/mail_address'
import { count, currency, email, line, switchedOn, typedEmail, zone } from '#validators/rules'
import { newPassword } from '#validators/accounts/password'
import { price } from '#validators/services/price'

/** Stored, and looked up, in the form in which mail is sent to it. */
const ownAddress = () => email().transform(sentAddress)
const typedAddress = () => typedEmail().transform(sentAddress)

export const signUpValidator = vine.create({
  business_name: line(),
  full_name: line(),
  email: ownAddress(),
  shows_email: switchedOn(),
  password: newPassword(),
  time_zone: zone(),
  currency: currency(),
  service_name: line(),
  duration_minutes: count(5, 1440),
  price: price(),
  location_type: vine.enum(PLACE_TYPES),
  location_details: line(500).optional(),
})

/** Only the shape: the password check takes equal time for every address. */
export const signInValidator = vine.create({
  email: typedAddress(),
  password: vine.string().maxLength(200),
})

export const forgottenPasswordValidator = vine.create({ email: typedAddress() })

export const newPasswordValidator = vine.create({ password: newPassword() })

export const changedPasswordValidator = vine.create({
  current_password: vine.string().maxLength(200),
  password: newPassword(),
})

export const confirmingPasswordValidator = vine.create({
  current_password: vine.string().maxLength(200),
})

export const accountDetailsValidator = vine.create({
  full_name: line(),
  locale: vine
    .string()
    .in(() => i18nManager.supportedLocales())
    .optional(),
  time_zone: zone().optional(),
})

export const newAddressValidator = vine.create({
  email: ownAddress(),
  current_password: vine.string().maxLength(200),
})

/** Of the app, or a recovery code. */
export const signInCodeValidator = vine.create({ code: line(40) })
