import vine from '@vinejs/vine'
import { hostIds, truth } from '#validators/api/fields'
import { paging } from '#validators/api/query'
import { calendarDay, count, id, line, notBefore } from '#validators/rules'

export const MOST_RANGES = 8
export const WEEK = 7

export const clock = () => vine.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** Goes ahead although somebody is booked at a time that would not be open any more. */
const keepsBooked = () => truth().optional()

/** 0 is Sunday. */
export const weeklyRanges = () =>
  vine
    .array(vine.object({ weekday: count(0, 6), start: clock(), end: clock() }))
    .maxLength(WEEK * MOST_RANGES)

export const weekValidator = vine.create({
  ranges: weeklyRanges(),
  keeps_booked: keepsBooked(),
})

export const overrideValidator = vine.create({
  ranges: vine.array(vine.object({ start: clock(), end: clock() })).maxLength(MOST_RANGES),
  reason: line().nullable().optional(),
  keeps_booked: keepsBooked(),
})

export const overrideListQuery = vine.create({
  from: calendarDay().optional(),
  to: calendarDay()
    .use(notBefore({ field: 'from' }))
    .optional(),
  ...paging(),
})

export const overrideRemovalQuery = vine.create({
  keeps_booked: vine.enum(['true', 'false'] as const).optional(),
})

/** All day unless it says from when to when. */
export const blockFields = () => ({
  host_ids: hostIds().minLength(1).optional(),
  is_for_everyone: truth().optional(),
  first_date: calendarDay(),
  last_date: calendarDay()
    .use(notBefore({ field: 'first_date' }))
    .nullable()
    .optional(),
  weekly_days: count(1, WEEK).nullable().optional(),
  start: clock().optional().requiredIfExists('end'),
  end: clock().optional().requiredIfExists('start'),
  reason: line().nullable().optional(),
  keeps_booked: keepsBooked(),
})

export const newBlockValidator = vine.create(blockFields())

export const blockListQuery = vine.create({ host_id: id().optional(), ...paging() })
