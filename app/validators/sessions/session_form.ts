import vine from '@vinejs/vine'
import type { ClosedChoice } from '#actions/sessions/plan_series'
import { calendarDay, count, id, line, notBefore, switchedOn, wallTime } from '#validators/rules'

const places = {
  capacity: count(1, 1000),
  booking_deadline_hours: count(0, 720),
}

const onClosedDates = {
  on_closed: vine.enum(['plan', 'skip'] as const).optional(),
  closed_shown: line(20_000).optional(),
}

export const sessionPlanValidator = vine.create({
  service_id: id(),
  /** Nobody is chosen where all who give it are needed. */
  host_id: id().optional(),
  date: calendarDay(),
  time: wallTime(),
  ...places,
  repeats: vine.enum(['once', '1', '2', '4'] as const),
  until: calendarDay()
    .use(notBefore({ field: 'date' }))
    .optional(),
  ...onClosedDates,
})

export const sessionChangeValidator = vine.create({
  ...places,
  offers: vine.enum(['inherit', 'itself', 'hand'] as const).optional(),
  is_bookable: switchedOn(),
})

export const sessionMoveValidator = vine.create({
  date: calendarDay(),
  time: wallTime(),
  move_reason: line(1000).optional(),
  ...onClosedDates,
})

export const sessionReassignmentValidator = vine.create({
  stand_in: id(),
  reassign_reason: line(1000).optional(),
  ...onClosedDates,
})

export const seriesDateValidator = vine.create({ date: calendarDay() })

export const sessionCancellationValidator = vine.create({ reason: line(1000).optional() })

export function closedChoice({
  on_closed: choice,
  closed_shown: shown = '',
}: {
  on_closed?: 'plan' | 'skip'
  closed_shown?: string
}): ClosedChoice | null {
  return choice ? { plansThem: choice === 'plan', shown: shown.split(' ') } : null
}
