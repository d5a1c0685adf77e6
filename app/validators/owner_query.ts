import vine from '@vinejs/vine'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { HOST_KINDS } from '#models/availability/host'
import { AUDIT_SUBJECTS } from '#models/audit_entry'
import { CONNECTION_PROVIDERS } from '#models/calendars/calendar_connection'
import { BOOKING_VIEWS } from '#queries/bookings/booking_list'
import { CLIENT_ORDERS, CLIENT_VIEWS } from '#queries/clients/client_list'
import { TIME_LINE_VIEWS } from '#queries/clients/time_line'
import { DELIVERY_TABS } from '#queries/notifications/delivery_list'
import { VISIT_REACHES } from '#queries/numbers/visit_rows'
import { ENQUIRY_TABS } from '#queries/enquiries/enquiry_list'
import { MOST_YEARS, PERIODS } from '#formats/times/periods'
import { INBOX_TABS } from '#queries/requests/request_inbox'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { validateForm } from '#validators/form'
import {
  calendarDay,
  count,
  duration,
  id,
  line,
  notBefore,
  switchedOn,
  wallTime,
} from '#validators/rules'

/** Rows that are changed, or written to, at once. */
export const MOST_CHOSEN = 500

const page = () => count(1, 100_000).optional()

export const dayQuery = vine.create({
  date: calendarDay().optional(),
  host: id().optional(),
})

export const newHostQuery = vine.create({ kind: vine.enum(HOST_KINDS).optional() })

export const CALENDAR_VIEWS = ['day', 'week', 'month'] as const

export const calendarQuery = vine.create({
  view: vine.enum(CALENDAR_VIEWS).optional(),
  date: calendarDay().optional(),
  host: id().optional(),
})

export const calendarsQuery = vine.create({
  provider: vine.enum(CONNECTION_PROVIDERS).optional(),
  state: vine.enum(['in_need']).optional(),
})

export const enquiryQuery = vine.create({
  tab: vine.enum(ENQUIRY_TABS).optional(),
  page: page(),
})

export const inboxQuery = vine.create({
  tab: vine.enum(INBOX_TABS).optional(),
  from: calendarDay().optional(),
  until: calendarDay().optional(),
  service: id().optional(),
  host: id().optional(),
  search: line(100).optional(),
  page: page(),
})

export const bookingsQuery = vine.create({
  view: vine.enum(BOOKING_VIEWS).optional(),
  status: vine.enum([...BOOKING_STATUSES, 'held'] as const).optional(),
  from: calendarDay().optional(),
  until: calendarDay().optional(),
  service: id().optional(),
  host: id().optional(),
  client: id().optional(),
  link: id().optional(),
  session: id().optional(),
  hour: vine
    .string()
    .regex(/^[0-6]-(1?\d|2[0-3])$/)
    .optional(),
  currency: vine
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  search: line(100).optional(),
  ids: vine.array(id()).maxLength(MOST_CHOSEN).optional(),
  page: page(),
})

export const bookingRecordQuery = vine.create({ room: id().optional() })

export const clientsQuery = vine.create({
  view: vine.enum(CLIENT_VIEWS).optional(),
  tag: line(40).optional(),
  search: line(100).optional(),
  order: vine.enum(CLIENT_ORDERS).optional(),
  page: page(),
})

export const clientQuery = vine.create({
  view: vine.enum(TIME_LINE_VIEWS).optional(),
  page: page(),
})

export const mergeQuery = vine.create({
  with: id().optional(),
  search: line(100).optional(),
})

/** A bar is drawn for each month. */
export const isShortEnough = vine.createRule((value, _, field) => {
  const from: unknown = field.parent.from
  if (typeof value !== 'string' || typeof from !== 'string') return
  if (DateTime.fromISO(value) > DateTime.fromISO(from).plus({ years: MOST_YEARS })) {
    field.report('Choose {years} years at most', 'longPeriod', field, { years: MOST_YEARS })
  }
})

const period = () => ({
  period: vine.enum(PERIODS).optional(),
  from: calendarDay().optional(),
  until: calendarDay()
    .use(notBefore({ field: 'from' }))
    .use(isShortEnough())
    .optional(),
})

export const numbersQuery = vine.create({ ...period(), all: switchedOn() })

export const visitsQuery = vine.create({
  ...period(),
  reach: vine.enum(VISIT_REACHES).optional(),
  service: id().optional(),
  door: vine
    .string()
    .regex(/^(page|one_time|[1-9]\d{0,14})$/)
    .optional(),
  source: line().optional(),
  direct: switchedOn(),
  campaign: line(100).optional(),
})

export const explanationQuery = vine.create({
  service: id().optional(),
  length: duration().optional(),
  host: id().optional(),
  date: calendarDay().optional(),
  time: wallTime().optional(),
})

export const hostQuery = vine.create({ host: id().optional() })
export const hoursQuery = vine.create({
  host: id().optional(),
  date: calendarDay().optional(),
  until: calendarDay()
    .use(notBefore({ field: 'date' }))
    .optional(),
  from: id().optional(),
  day: count(0, 6).optional(),
})
export const removalQuery = vine.create({ until: calendarDay().optional(), host: id().optional() })
export const deliveryQuery = vine.create({
  tab: vine.enum(DELIVERY_TABS).optional(),
  page: page(),
})
export const sessionsQuery = vine.create({
  when: vine.enum(['over', 'month'] as const).optional(),
  month: vine
    .string()
    .regex(/^(19[7-9]\d|2\d{3})-(0[1-9]|1[0-2])$/)
    .optional(),
  page: page(),
})

export const sessionPlanQuery = vine.create({ service: id().optional() })

export const historyQuery = vine.create({
  about: vine.enum(AUDIT_SUBJECTS).optional(),
  id: id().optional(),
  who: vine
    .string()
    .regex(/^(client|system|[1-9]\d{0,14})$/)
    .optional(),
  from: calendarDay().optional(),
  until: calendarDay()
    .use(notBefore({ field: 'from' }))
    .optional(),
  page: page(),
})

export const beforeQuery = vine.create({ before: id().optional() })
export const pageQuery = vine.create({ page: page() })

export const newBlockQuery = vine.create({
  date: calendarDay().optional(),
  host: id().optional(),
  from: wallTime().optional(),
  to: wallTime().optional(),
  away: switchedOn(),
  before: id().optional(),
})
export const blocksQuery = vine.create({ host: id().optional(), page: page() })
export const blockDateQuery = vine.create({ date: calendarDay() })

/** A form with the GET method sends its empty fields too. */
export function filledIn(query: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}

export async function validQuery<Schema extends SchemaTypes>(
  validator: VineValidator<Schema, undefined>,
  ctx: HttpContext,
  query = ctx.request.qs()
): Promise<Infer<Schema>> {
  const checked = await validateForm(validator, filledIn(query), ctx, 'owner.validator')
  if (checked.ok) return checked.data
  const [[name, message]] = Object.entries(checked.form.errors)
  throw new Exception(`${name}: ${message}`, { status: 422, code: 'E_MALFORMED_QUERY' })
}

/** Without what the address says wrongly, as addresses do that were copied in part. */
export async function legibleQuery<Schema extends SchemaTypes>(
  validator: VineValidator<Schema, undefined>,
  ctx: HttpContext
): Promise<Infer<Schema>> {
  const query = filledIn(ctx.request.qs())
  const checked = await validateForm(validator, query, ctx, 'owner.validator')
  if (checked.ok) return checked.data
  const legible = Object.entries(query).filter(([name]) => !(name in checked.form.errors))
  return validator.validate(Object.fromEntries(legible), { meta: undefined })
}
