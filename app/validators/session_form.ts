import vine from '@vinejs/vine'
import { calendarDay, count, id, line, notBefore, switchedOn, wallTime } from '#validators/rules'

/** What one planned session says of itself. */
const places = {
  capacity: count(1, 1000),
  booking_deadline_hours: count(0, 720),
}

export const sessionPlanValidator = vine.create({
  service_id: id(),
  host_id: id(),
  date: calendarDay(),
  time: wallTime(),
  ...places,
  repeats: vine.enum(['once', '1', '2', '4'] as const),
  until: calendarDay()
    .use(notBefore({ field: 'date' }))
    .optional(),
})

export const sessionChangeValidator = vine.create({ ...places, is_bookable: switchedOn() })

export const sessionMoveValidator = vine.create({
  date: calendarDay(),
  time: wallTime(),
  move_reason: line(1000).optional(),
})

export const sessionCancellationValidator = vine.create({ reason: line(1000).optional() })
