import vine from '@vinejs/vine'
import { BETWEEN_DATES, LEFT_OUT, MOST_TOGETHER } from '#formats/bookings/dates_together'
import { duration, id, zone } from '#validators/rules'

const isCalendarDate = vine.createRule((value, _, field) => {
  if (typeof value !== 'string') return
  // 30 February is parsed too, as a day in March.
  const day = new Date(`${value}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value)) {
    field.report('Not a date of the calendar', 'date', field)
  }
})

/** Two centuries, so that no arithmetic on dates leaves what PostgreSQL and Luxon can write. */
const MONTH = /^2[01]\d\d-(0[1-9]|1[0-2])$/
const DATE = /^2[01]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const MOMENT =
  /2[01]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-](0\d|1[0-4]):[0-5]\d)/
    .source
const INSTANT = new RegExp(`^${MOMENT}$`)
const INSTANTS = new RegExp(`^${MOMENT}(${BETWEEN_DATES}${MOMENT}){0,${MOST_TOGETHER - 1}}$`)
const REPLACEMENT = new RegExp(`^(${LEFT_OUT}|${MOMENT})$`)

const date = () => vine.string().regex(DATE).use(isCalendarDate())
export const instant = () =>
  vine
    .string()
    .regex(INSTANT)
    .transform((text) => Date.parse(text))

/** Those that were chosen before, to be booked with one press. */
const dates = () =>
  vine
    .string()
    .maxLength(26 * MOST_TOGETHER)
    .regex(INSTANTS)
    .transform((text) => text.split(BETWEEN_DATES).map((each) => Date.parse(each)))

/** Chosen in place of those that are gone. */
const replacements = () =>
  vine
    .array(
      vine
        .string()
        .maxLength(25)
        .regex(REPLACEMENT)
        .transform((text) => (text === LEFT_OUT ? null : Date.parse(text)))
    )
    .maxLength(MOST_TOGETHER)

/** Filled into the details form; never acted upon. */
const prefill = (length: number) => vine.string().maxLength(length).optional()
const prefills = {
  name: prefill(200),
  email: prefill(254),
  phone: prefill(20),
  notes: prefill(2000),
}

/** From a link in an earlier mail; a wrong one proves nothing and does no harm. */
export const proof = () => vine.string().maxLength(64).optional()

const routing = { answer: vine.string().maxLength(80).optional(), via: id().optional() }

const month = {
  from: date().optional(),
  /** As addresses said it before: the weeks with its first day. */
  month: vine.string().regex(MONTH).optional(),
  date: date().optional(),
  time: vine
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  zone: zone().optional(),
  host: id().optional(),
  duration: duration().optional(),
  choose: vine.enum(['zone', 'host', 'day']).optional(),
  /** The first day of the week, where it was chosen: 0 for Sunday. */
  week: vine.number().in([0, 1]).optional(),
  as: proof(),
}

/** What the page of a business takes along to the service that is chosen there. */
export const pageAddress = vine.create({
  zone: zone().optional(),
  ...prefills,
  as: proof(),
})

export const monthAddress = vine.create({
  ...month,
  dates: dates().optional(),
  ...routing,
  ...prefills,
})

/** A booking stays with its host, unless anyone will do. */
export const anyone = () => vine.accepted().optional()

export const moveMonthAddress = vine.create({ ...month, anyone: anyone() })

const choice = {
  start: instant().optional(),
  dates: dates().optional(),
  replacements: replacements().optional(),
  zone: zone().optional(),
  host: id().optional(),
  duration: duration().optional(),
  ...routing,
  as: proof(),
}

export const detailsAddress = vine.create({ ...choice, ...prefills })

export const detailsChoice = vine.create(choice)

export const waitlistAddress = vine.create({
  date: date().optional(),
  zone: zone().optional(),
  host: id().optional(),
  duration: duration().optional(),
})
