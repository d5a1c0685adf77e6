import vine from '@vinejs/vine'
import { BOOKING_CHANGES } from '#scheduling/slots/bookings'
import { id, prose, switchedOn } from '#validators/rules'

/** Each row sends three fields, and a form has a thousand at most. */
export const MOST_CHANGED = 200

export const severalQuery = vine.create({
  do: vine.enum([...BOOKING_CHANGES, 'message', 'export'] as const),
  /** The whole list, not only those that are ticked. */
  all: switchedOn(),
})

export const severalValidator = vine.create({
  change: vine.enum(BOOKING_CHANGES),
  chosen: vine.array(id()).minLength(1).maxLength(MOST_CHANGED),
  reason: prose(1000).optional().requiredWhen('change', '=', 'decline'),
})
