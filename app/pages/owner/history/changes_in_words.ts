import type { I18n } from '@adonisjs/i18n'
import { dayMoment, weekdayNames } from '#formats/times/month_grid'
import { formatDate, formatMoment } from '#formats/times/times'
import type { AuditRow } from '#models/audit_entry'
import { weekInWords } from '#models/availability/availability_rule'
import type { Routing } from '#models/services/routing'
import type { HistoryNames } from '#queries/history/history_names'
import { type Level, RULES, type Rule } from '#scheduling/rules/rules'
import type { WorkingHours } from '#scheduling/types'

export interface Changed {
  label: string
  /** Null where only the later is known. */
  from: string | null
  to: string
}

export interface Reading {
  i18n: I18n
  zone: string
  locale: string
  names: HistoryNames
  /** What kind of thing the entry is about. */
  about?: string
}

/** The action says it, or it is the same in every entry. */
export const UNSHOWN = new Set([
  ...['kind', 'businessId', 'picture', 'from', 'to', 'client', 'copyOf'],
  ...['waitlist_entry_id', 'offered_to', 'linkId', 'holderId', 'seriesId'],
  ...['draftStep', 'switchedOffAt', 'tokenHash', 'sendings', 'sentAt', 'isUntold'],
])

/** Values that have words of their own, where these stand. */
const WORDED: Record<string, string> = {
  status: 'owner.common.status',
  role: 'owner.people.role',
  corrected: 'owner.bookings.corrected',
  overrides: 'owner.bookings.event.override',
  rule: 'owner.bookings.event.rule',
  changed: 'owner.history.reworded',
  hostMode: 'owner.history.host_mode',
  locationType: 'owner.common.place',
  timeZoneOf: 'owner.history.zone_of',
  pausedBecause: 'owner.webhooks.because',
}

/** The database keeps fields by the length of their names; these are read in this order. */
const IN_ORDER = ['name', 'hostIds', 'firstDate', 'lastDate', 'startsTime', 'endsTime']

const WEEKDAYS = new Set(['weekStartsOn'])

/** Fields that hold ids, and of what. */
const NAMED: Record<string, keyof HistoryNames> = {
  hosts: 'hosts',
  hostId: 'hosts',
  hostIds: 'hosts',
  rooms: 'hosts',
  serviceId: 'services',
  services: 'services',
  userId: 'users',
  createdBy: 'users',
}

/** Where a subject has from what it does not say itself. */
const BEHIND: Record<string, Level[]> = {
  service: ['business'],
  booking_link: ['service', 'business'],
  one_time_link: ['service', 'business'],
  client_preference: ['business'],
}

/** Which levels have these, as the table of rules has it for its own. */
const BESIDE_RULES: Record<string, readonly Level[]> = {
  requiresApproval: ['link', 'service', 'business'],
  acceptsCompetingRequests: ['service', 'business'],
  questions: ['link', 'service'],
  followUp: ['link', 'service'],
  followUpDelayHours: ['link', 'service'],
}

const MOMENT = /^\d{4}-\d\d-\d\dT/
const DAY = /^\d{4}-\d\d-\d\d$/
const WEEK_ROW = /^([0-6]) (.+)$/

/** What an entry of the audit says of each field, as far as it keeps it. */
export function changesInWords(
  {
    changes,
    subject_type: about,
  }: Pick<AuditRow, 'changes'> & Partial<Pick<AuditRow, 'subject_type'>>,
  read: Omit<Reading, 'about'>
) {
  const reading = { ...read, about }
  const { from, to, ...fields } = changes
  const moved = isRecord(from) && isRecord(to) ? timeMoved(from, to, reading) : []
  return [
    ...moved,
    ...Object.entries(fields)
      .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
      .flatMap(([name, value]) => fieldInWords(name, value, reading)),
  ]
}

function fieldInWords(name: string, value: unknown, reading: Reading): Changed[] {
  if (UNSHOWN.has(name)) return []
  const label = labelOf(name, reading)
  const words = (one: unknown) => inWords(name, one, reading)
  if (value === true) return [{ label, from: null, to: reading.i18n.t('owner.history.not_kept') }]
  if (name === 'status' && Array.isArray(value)) {
    const [from, to] = value
    return from === to ? [] : [{ label, from: from && words(from), to: words(to) }]
  }
  if (isRecord(value) && 'to' in value) {
    // It had no value, and has none.
    if (isNothing(value.from) && isNothing(value.to)) return []
    const from = 'from' in value && !isNew(name, value.from, reading) ? words(value.from) : null
    return [{ label, from, to: words(value.to) }]
  }
  // What is new and says nothing was left as it is.
  return isNothing(value) ? [] : [{ label, from: null, to: words(value) }]
}

function placeOf(name: string): number {
  const place = IN_ORDER.indexOf(name)
  return place === -1 ? IN_ORDER.length : place
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return Array.isArray(value) && value.length === 0
}

/** What was nothing before, and was not said elsewhere either, has no former words. */
function isNew(name: string, value: unknown, { about = '' }: Reading): boolean {
  return isNothing(value) && (value !== null || levelBehind(name, about) === undefined)
}

function timeMoved(from: Fields, to: Fields, reading: Reading): Changed[] {
  return ['startsAt', 'hostId']
    .filter((name) => from[name] !== to[name])
    .flatMap((name) => fieldInWords(name, { from: from[name], to: to[name] }, reading))
}

function labelOf(name: string, { i18n, about }: Reading): string {
  const own = `owner.history.field_of.${about}.${name}`
  if (i18n.hasMessage(own)) return i18n.t(own)
  const key = `owner.history.field.${name}`
  return i18n.t(i18n.hasMessage(key) ? key : 'owner.history.field.other')
}

function inWords(name: string, value: unknown, reading: Reading): string {
  const { i18n, zone, locale, names } = reading
  if (value === null || value === undefined || value === '') return nothingInWords(name, reading)
  if (typeof value === 'boolean') return i18n.t(`owner.history.${value ? 'on' : 'off'}`)
  const worded = WORDED[name]
  if (worded && !Array.isArray(value)) return i18n.t(`${worded}.${String(value)}`)
  if (WEEKDAYS.has(name) && !Array.isArray(value)) {
    return weekdayNames(locale, 0)[Number(value)].long
  }
  if (name === 'weeklyDays' && typeof value === 'number') {
    return i18n.t('owner.history.days_a_week', { count: value })
  }
  if (name === 'muted' && !Array.isArray(value)) return mutedInWords(String(value), i18n)
  const named = NAMED[name]
  if (named) {
    const ids = [value].flat()
    if (ids.length === 0) return i18n.t('owner.history.nothing')
    return ids.map((id) => names[named].get(Number(id)) ?? i18n.t('owner.history.gone')).join(', ')
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return i18n.t('owner.history.nothing')
    const words = value.map((item) => inWords(name === 'dates' ? 'day' : name, item, reading))
    return [...new Set(words)].join(', ')
  }
  if (isRecord(value)) return recordInWords(name, value, reading)
  const text = String(value)
  if (MOMENT.test(text)) return formatMoment(Date.parse(text), zone, locale)
  if (DAY.test(text)) return formatDate(dayMoment(text), 'UTC', locale)
  const [, weekday, times] = name === 'hours' ? (WEEK_ROW.exec(text) ?? []) : []
  if (weekday) return `${weekdayNames(locale, 0)[Number(weekday)].long} ${times}`
  return text
}

/** What a service or a link no longer says itself is said by the next that can. */
function nothingInWords(name: string, { i18n, about = '' }: Reading): string {
  const own = `owner.history.nothing_of.${name}`
  if (i18n.hasMessage(own)) return i18n.t(own)
  const next = levelBehind(name, about)
  return i18n.t(next ? `owner.history.inherited.${next}` : 'owner.history.nothing')
}

function levelBehind(name: string, about: string): Level | undefined {
  const levels = BESIDE_RULES[name] ?? (RULES as Record<string, Rule>)[name]?.levels ?? []
  return BEHIND[about]?.find((level) => levels.includes(level))
}

function mutedInWords(name: string, i18n: I18n): string {
  const [, event, channel] = /^([a-z]+)_(\w+)$/.exec(name) ?? []
  const words = i18n.t(`owner.notifications.told.events.${event}.name`)
  return `${words} (${i18n.t(`owner.notifications.told.channel.${channel}`)})`
}

function recordInWords(name: string, value: Fields, reading: Reading): string {
  if (name === 'day' && typeof value.date === 'string') {
    const day = inWords('', value.date, reading)
    if (!Array.isArray(value.windows)) return `${day}: ${reading.i18n.t('owner.history.as_week')}`
    const windows = value.windows as Fields[]
    const open = windows.map(({ start, end }) => `${String(start)}–${String(end)}`).join(', ')
    return `${day}: ${open || reading.i18n.t('owner.history.closed')}`
  }
  if (name === 'questions' && typeof value.label === 'string') {
    const kind = reading.i18n.t(`owner.services.questions.kind.${String(value.type)}`)
    const must = value.isRequired ? `, ${reading.i18n.t('owner.services.questions.must')}` : ''
    return `“${value.label}” (${kind}${must})`
  }
  if (name === 'turns') {
    const { id, priority, weight } = value
    const host = reading.names.hosts.get(Number(id)) ?? reading.i18n.t('owner.history.gone')
    return reading.i18n.t('owner.history.turn', { host, priority, weight })
  }
  if (name === 'lengthPrices') {
    const prices = Object.entries(value).map(
      ([minutes, price]) => `${minutes} min ${String(price)}`
    )
    return prices.join(', ') || reading.i18n.t('owner.history.nothing')
  }
  if (isHours(value)) {
    const days = value.overrides.map((date) => inWords('day', date, reading))
    const open = weekInWords(value.weeklyHours).map((row) => inWords(name, row, reading))
    return [...open, ...days].join(', ') || reading.i18n.t('owner.history.closed')
  }
  if (isRouting(value)) return `“${value.question}” (${textsOf(value.answers)})`
  if (name === 'offeredTimes')
    return formatMoment(Number(value.start), reading.zone, reading.locale)
  if (typeof value.firstDate === 'string' && typeof value.lastDate === 'string') {
    const days = [...new Set([value.firstDate, value.lastDate])]
    return days.map((day) => inWords('', day, reading)).join(' – ')
  }
  if (typeof value.start === 'string') return [value.start, value.end].filter(Boolean).join('–')
  return reading.i18n.t('owner.history.not_shown')
}

function isHours(value: object): value is WorkingHours {
  return 'weeklyHours' in value && 'overrides' in value
}

function isRouting(value: object): value is Routing {
  return 'question' in value && 'answers' in value
}

function textsOf(answers: Routing['answers']): string {
  return answers.map(({ text }) => text).join(', ')
}

type Fields = Record<string, unknown>

function isRecord(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
