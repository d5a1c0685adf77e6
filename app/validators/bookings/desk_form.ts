import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { Instant } from '#scheduling/types'
import { weeklyStarts } from '#scheduling/openings/weekly_starts'
import { MOST_PLACES } from '#formats/bookings/places'
import { phoneNumber } from '#validators/bookings/guest_booking'
import {
  calendarDay,
  count,
  duration,
  email,
  id,
  line,
  prose,
  seats,
  switchedOn,
  wallTime,
} from '#validators/rules'

export const MOST_DATES = 52

const WEEKS_APART = { no: 1, weekly: 1, fortnightly: 2 }

/** For whom; without either, nobody is chosen yet. */
const person = () => ({
  q: vine.string().trim().maxLength(100).optional(),
  client: id().optional(),
  who: vine.enum(['new', 'none'] as const).optional(),
  /** Of somebody new, as they stand in a list of contacts. */
  contact_name: line(200).optional(),
  contact_email: line(254).optional(),
  contact_phone: line(60).optional(),
})

const chosen = () => ({
  host: id().optional(),
  length: duration().optional(),
  places: seats().optional(),
  anyway: switchedOn(),
})

/** What was chosen so far, as the address keeps it. */
export const deskQuery = vine.create({
  ...person(),
  ...chosen(),
  service: id().optional(),
  date: calendarDay().optional(),
  from: calendarDay().optional(),
  time: wallTime().optional(),
  move: id().optional(),
  /** The page from which a booking was to be moved. */
  return_to: vine.string().maxLength(2000).optional(),
})

export type DeskState = Infer<typeof deskQuery>

const booked = () => ({
  ...person(),
  ...chosen(),
  service: id(),
  client_name: line(200)
    .optional()
    .requiredWhen((field) => isNew(field.parent as Record<string, unknown>)),
  client_email: email().optional(),
  client_phone: phoneNumber().optional(),
  place: count(0, MOST_PLACES).optional(),
  texts: switchedOn(),
  tell: vine.enum(['mail', 'nobody'] as const).optional(),
  note: prose(2000).optional(),
  on_purpose: switchedOn(),
  twice: switchedOn(),
  anew: switchedOn(),
  idempotency_key: vine.string().maxLength(64).optional(),
})

function isNew({ client, who }: Record<string, unknown>): boolean {
  return !client && who !== 'none'
}

export const rhythmValidator = vine.create({
  ...booked(),
  date: calendarDay(),
  time: wallTime(),
  repeat: vine.enum(['no', 'weekly', 'fortnightly'] as const).optional(),
  dates: count(2, MOST_DATES).optional().requiredWhen('repeat', 'in', ['weekly', 'fortnightly']),
})

const MOMENT = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:00(Z|\+00:00)$/

const isMoment = vine.createRule((value, _, field) => {
  const moment = MOMENT.test(String(value)) ? Date.parse(String(value)) : Number.NaN
  if (Number.isNaN(moment)) field.report('Choose a date', 'calendarDay', field)
  else field.mutate(moment, field)
})

export const datesValidator = vine.create({
  ...booked(),
  starts: vine
    .array(vine.string().maxLength(32).use(isMoment()).transform(Number))
    .minLength(1)
    .maxLength(MOST_DATES),
})

/** On the business's clocks. */
export function startsOf(
  { date, time, repeat = 'no', dates = 1 }: Infer<typeof rhythmValidator>,
  timeZone: string
): Instant[] {
  const rhythm = { weeksApart: WEEKS_APART[repeat], count: repeat === 'no' ? 1 : dates }
  return weeklyStarts({ date, time, timeZone, ...rhythm })
}

/** A date that was left out sends nothing, or an empty choice. */
export function chosenDates(body: Record<string, unknown>): unknown[] | null {
  if (body.reported === undefined) return null
  const { starts } = body
  if (starts === null || starts === undefined || starts === '') return []
  // Past twenty entries a form's list arrives as an object with the positions as names.
  const list = typeof starts === 'object' ? Object.values(starts) : [starts]
  return list.filter((start) => start !== null && start !== '')
}
