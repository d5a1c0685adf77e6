import vine from '@vinejs/vine'
import { prose, switchedOn } from '#validators/rules'

/** What has to be typed, so that nobody erases somebody by one press. */
export const ERASE_WORD = 'erase'

export const COMING_CHOICES = ['cancel', 'keep'] as const

export const erasureValidator = vine.create({
  coming: vine.enum(COMING_CHOICES).optional(),
  tells_client: switchedOn(),
  confirmation: vine.string().trim().toLowerCase().in([ERASE_WORD]),
})

export const erasureRefusalValidator = vine.create({ refusal: prose(1000).minLength(1) })
