import vine from '@vinejs/vine'
import { id } from '#validators/rules'

const MOST_CALENDARS = 500

/** Which calendars of a connection make busy, and into which bookings are written. */
export const calendarChoiceOrder = vine.create({
  blocks: vine.array(id()).distinct().maxLength(MOST_CALENDARS).optional(),
  writes: id().nullable().optional(),
})
