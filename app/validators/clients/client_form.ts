import vine from '@vinejs/vine'
import { phoneNumber } from '#validators/bookings/guest_booking'
import { email, id, line, localeTag, prose } from '#validators/rules'

const body = () => prose(5000).minLength(1)

const details = () => ({
  name: line(200),
  phone: phoneNumber().optional(),
  locale: localeTag(),
  notes: prose(2000).optional(),
})

/** An address or a number is enough. */
export const clientValidator = vine.create({
  ...details(),
  email: email().optional().requiredIfMissing('phone'),
})

/** Of whoever was booked by name only. */
export const namedClientValidator = vine.create({ ...details(), email: email().optional() })

export const tagValidator = vine.create({ tag: line(40) })

export const untagValidator = vine.create({ untag: line(40) })

export const noteValidator = vine.create({ note: body() })

export const clientBlockValidator = vine.create({
  block_reason: line(500),
  block_number: vine.enum(['everybody', 'only_them'] as const).optional(),
})

export const mergeValidator = vine.create({ with: id(), keep: id() })
