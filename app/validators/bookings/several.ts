import vine from '@vinejs/vine'
import { BOOKING_CHANGES } from '#scheduling/slots/bookings'
import { id, prose, switchedOn } from '#validators/rules'

/** Each row sends three fields, and a form has a thousand at most. */
export const MOST_CHANGED = 200

export const severalQuery = vine.create({
  do: vine.enum([...BOOKING_CHANGES, 'move', 'message', 'export'] as const),
  /** The whole list, not only those that are ticked. */
  all: switchedOn(),
})

export const severalValidator = vine.create({
  change: vine.enum(BOOKING_CHANGES),
  chosen: vine.array(id()).minLength(1).maxLength(MOST_CHANGED),
  reason: prose(1000).optional().requiredWhen('change', '=', 'decline'),
})

const days = () => vine.number().withoutDecimals().min(-365).max(365).optional()
const minutes = () => vine.number().withoutDecimals().min(-1440).max(1440).optional()

/** By how much, or to whom. */
const shift = () => ({
  ...{ days: days(), minutes: minutes(), host: id().optional() },
  anyway: switchedOn(),
})

export const shiftQuery = vine.create({
  ...shift(),
  ids: vine.array(id()).maxLength(MOST_CHANGED).optional(),
})

export const shiftValidator = vine.create({
  ...shift(),
  chosen: vine.array(id()).minLength(1).maxLength(MOST_CHANGED),
  tell: vine.enum(['mail', 'nobody'] as const).optional(),
  reason: prose(1000).optional(),
})
