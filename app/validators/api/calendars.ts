import vine from '@vinejs/vine'
import { FEED_SHOWS } from '#models/feeds/calendar_feed'
import { id } from '#validators/rules'

const MOST_CALENDARS = 500

/** Which calendars of a connection make busy, and into which bookings are written. */
export const calendarChoiceOrder = vine.create({
  blocks: vine.array(id()).distinct().maxLength(MOST_CALENDARS).optional(),
  writes: id().nullable().optional(),
})

/** Null is everybody's time; without it, it is the member's own where they are not in charge. */
export const newFeedOrder = vine.create({
  host_id: id().nullable().optional(),
  shows: vine.enum(FEED_SHOWS).optional(),
})

export const feedChangeOrder = vine.create({ shows: vine.enum(FEED_SHOWS).optional() })
