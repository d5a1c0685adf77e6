import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { MOST_TOGETHER } from '#formats/bookings/dates_together'
import { MOST_PLACES } from '#formats/bookings/places'
import { isDate } from '#scheduling/time/dates'
import { count, duration, email, id, line, prose, seats, seen, zone } from '#validators/rules'

export const MAX_RANGE_DAYS = 62

const MINUTE = 60_000

const LONGEST_MOMENT = 40

/** A "+" that was not percent-encoded in a query arrives as a space. */
const ZONELESS = /^\d{4}-\d\d-\d\d[T ][\d:.]+( \d\d:?\d\d)?$/i

/** So that no arithmetic on dates leaves what PostgreSQL and Luxon can write. */
const LAST_YEAR = 2199

/** With its offset: "2026-12-02T09:00:00Z" (RFC 3339). Null where it is none that can be kept. */
function readMoment(value: unknown): DateTime | null {
  const isShort = typeof value === 'string' && value.length <= LONGEST_MOMENT
  if (!isShort || !/(Z|[+-]\d{2}:?\d{2})$/i.test(value)) return null
  const moment = DateTime.fromISO(value, { zone: 'utc' })
  return moment.isValid && moment.year <= LAST_YEAR ? moment : null
}

interface Wanted {
  isWholeMinute: boolean
  /** The field that it must not be before. */
  after?: string
}

const isInstant = vine.createRule<Wanted>(
  (value, { isWholeMinute, after }, field) => {
    const moment = readMoment(value)
    if (!moment) {
      const isZoneless = typeof value === 'string' && ZONELESS.test(value)
      field.report('Write a moment with its zone', isZoneless ? 'zoneless' : 'instant', field)
    } else if (isWholeMinute && moment.toMillis() % MINUTE !== 0) {
      field.report('Write a whole minute', 'wholeMinute', field)
    } else {
      const first = after === undefined ? null : readMoment(field.parent[after])
      if (first && moment < first) field.report('It cannot be before the first', 'notBefore', field)
      else field.mutate(moment.toMillis(), field)
    }
  },
  { toJSONSchema: (schema) => void (schema.format = 'date-time') }
)

const isSessionId = vine.createRule((value, _, field) => {
  const isNumber = Number.isSafeInteger(value) && Number(value) > 0
  if (!isNumber && (typeof value !== 'string' || value.length > 64)) {
    field.report('Name a session by the session_id that availability gave', 'session', field)
  }
})

/** As availability gave it: the number of a session, or the text that stands for a slot. */
export const sessionId = () => vine.any().use(isSessionId()).transform(String)

/** Two centuries, up to the last year. */
const isCalendarDay = vine.createRule((value, _, field) => {
  if (typeof value !== 'string' || !/^2[01]/.test(value) || !isDate(value)) {
    field.report('Write a date that exists as YYYY-MM-DD', 'calendarDay', field)
  }
})

export const writableDay = () => vine.string().maxLength(10).use(isCalendarDay())

export const availabilityValidator = vine.create({
  service_id: id(),
  start_date: writableDay().optional(),
  end_date: writableDay().optional(),
  time_zone: zone().optional(),
  host_id: id().optional(),
  duration_minutes: duration().optional(),
})

/** Of the deployment's own service, unless another is named. */
export const defaultAvailabilityValidator = vine.create({
  service_id: id().optional(),
  start_date: writableDay().optional(),
  end_date: writableDay().optional(),
})

export const hostSlotsValidator = vine.create({
  date: writableDay().optional(),
  tz: zone().optional(),
  duration_minutes: duration().optional(),
})

/** A start: on a whole minute. As milliseconds since the epoch. */
export const moment = () =>
  vine
    .string()
    .use(isInstant({ isWholeMinute: true }))
    .transform(Number)

/** Any moment, to the fraction of a second. */
export const anyMoment = () =>
  vine
    .string()
    .use(isInstant({ isWholeMinute: false }))
    .transform(Number)

/** Any moment, unless it is before that of the field. */
export const anyMomentFrom = (after: string) =>
  vine
    .string()
    .use(isInstant({ isWholeMinute: false, after }))
    .transform(Number)

const ANSWER = { type: ['string', 'number', 'boolean', 'array', 'null'], items: { type: 'string' } }

/** The questions of the service say which; Vine would describe it as anything. */
const isAnswer = vine.createRule(() => {}, {
  toJSONSchema: (schema) => {
    delete schema.anyOf
    Object.assign(schema, ANSWER)
  },
})

/** By the key of each question. */
export const answersByKey = () => vine.record(vine.any().use(isAnswer()).nullable()).optional()

export const clientFields = () => ({
  client_name: line(),
  client_email: email().nullable().optional().requiredIfMissing('client_phone'),
  client_phone: phone().nullable().optional(),
  agrees_to_texts: vine.boolean({ strict: true }).optional(),
  notes: prose().nullable().optional(),
  time_zone: zone().optional(),
})

export const bookingValidator = vine.create({
  session_id: sessionId().optional(),
  service_id: id().optional().requiredIfMissing('session_id'),
  starts_at: moment().optional().requiredIfMissing('session_id'),
  host_id: id().nullable().optional(),
  seats: seats().optional(),
  duration_minutes: duration().nullable().optional(),
  location_id: count(0, MOST_PLACES).nullable().optional(),
  ...clientFields(),
  answers: answersByKey(),
})

export const moveValidator = vine.create({ starts_at: moment(), reason: reason() })

export const publicCancellationValidator = vine.create({ reason: reason() })

export const seriesValidator = vine.create({
  service_id: id(),
  starts_at: vine.array(moment()).minLength(1).maxLength(MOST_TOGETHER).distinct(),
  host_id: id().nullable().optional(),
  seats: seats().optional(),
  duration_minutes: duration().nullable().optional(),
  location_id: count(0, MOST_PLACES).nullable().optional(),
  ...clientFields(),
  answers: answersByKey(),
})

function reason() {
  return prose(1000).nullable().optional()
}

/** Digits with spaces, brackets, dots, hyphens and a leading plus. */
export function phone() {
  return vine
    .string()
    .trim()
    .use(seen())
    .maxLength(20)
    .regex(/^\+?[\d ().-]{5,20}$/)
}
