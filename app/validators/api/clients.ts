import vine from '@vinejs/vine'
import { ERASURE_STATUSES } from '#models/privacy/erasure'
import { truth } from '#validators/api/fields'
import { included, paging } from '#validators/api/query'
import { phoneNumber } from '#validators/bookings/guest_booking'
import { anyMoment } from '#validators/pages/public_api'
import { email, id, line, localeTag, prose, proseOrNull, zone } from '#validators/rules'

const CLIENT_SORTS = ['name', '-created_at', 'updated_at'] as const

export const clientListQuery = vine.create({
  search: line(100).optional(),
  tag: line(40).optional(),
  blocked: vine.enum(['true', 'false'] as const).optional(),
  updated_since: anyMoment().optional(),
  sort: vine.enum(CLIENT_SORTS).optional(),
  ...paging(),
})

export const clientReadQuery = vine.create({ include: included(['activities', 'bookings']) })

/** An address or a number is enough. */
export const newClientValidator = vine.create({
  name: line(200),
  email: email().nullable().optional().requiredIfMissing('phone'),
  phone: phoneNumber().nullable().optional(),
  locale: localeTag().optional(),
  time_zone: zone().optional(),
  notes: proseOrNull(2000).optional(),
})

/** What is left out stays as it is. */
export const clientChangeValidator = vine.create({
  name: line(200).optional(),
  email: email().nullable().optional(),
  phone: phoneNumber().nullable().optional(),
  locale: localeTag().optional(),
  notes: proseOrNull(2000).optional(),
})

/** What becomes of bookings to come, and whether they are mailed that it is done. */
export const clientErasureQuery = vine.create({
  coming: vine.enum(['cancel', 'keep'] as const).optional(),
  tell: vine.enum(['true', 'false'] as const).optional(),
})

export const erasureListQuery = vine.create({
  status: vine.enum([...ERASURE_STATUSES, 'any'] as const).optional(),
  ...paging(),
})

/** The reason is told to the client. */
export const erasureRefusalOrder = vine.create({ reason: prose(1000).minLength(1) })

export const clientNoteValidator = vine.create({ body: prose(5000).minLength(1) })
export const clientTagValidator = vine.create({ tag: line(40) })
export const clientBlockOrder = vine.create({
  reason: line(500),
  blocks_number: truth().optional(),
})
export const mergeOrder = vine.create({ client_id: id() })
