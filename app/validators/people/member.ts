import vine from '@vinejs/vine'
import { ROLES } from '#models/accounts/membership'

export const roleValidator = vine.create({ role: vine.enum(ROLES) })

export const removalValidator = vine.create({
  bookings: vine.enum(['end', 'stay'] as const).optional(),
  coming_shown: vine.string().maxLength(100_000).optional(),
})
