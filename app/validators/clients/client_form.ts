import vine from '@vinejs/vine'
import { phoneNumber } from '#validators/bookings/guest_booking'
import { email, id, line, localeTag, prose } from '#validators/rules'

const body = () => prose(5000).minLength(1)

/** An address or a number is enough. */
export const clientValidator = vine.create({
  name: line(200),
  email: email().optional().requiredIfMissing('phone'),
  phone: phoneNumber().optional(),
  locale: localeTag(),
  notes: prose(2000).optional(),
})

export const tagValidator = vine.create({ tag: line(40) })

export const noteValidator = vine.create({ note: body() })

export const clientBlockValidator = vine.create({ block_reason: line(500) })

export const mergeValidator = vine.create({ with: id(), keep: id() })
