import { DateTime } from 'luxon'
import type { AuditRow } from '#models/audit_entry'
import { languageName } from '#formats/words/locales'
import { weekdayNames } from '#formats/times/month_grid'
import { addressOf } from '#pages/address_of'
import { changesInWords, type Reading } from '#pages/owner/history/changes_in_words'
import { undoingOf } from '#pages/owner/history/undoing'
import { dayOf, weekdayOf } from '#scheduling/time/dates'

type About = (id: number) => string

const OTHER = 'owner.history.action.other'

/** The page of what an entry is about. */
const PAGES: Partial<Record<string, About>> = {
  booking: (id) => addressOf('owner.bookings.show', { id }),
  client: (id) => addressOf('owner.clients.show', { id }),
  group_session: (id) => addressOf('owner.group_sessions.show', { id }),
  service: (id) => addressOf('owner.services.edit', { id }),
  host: (id) => addressOf('owner.hosts.edit', { id }),
  team_page: (id) => addressOf('owner.team_pages.edit', { id }),
  block: (id) => addressOf('owner.blocks.edit', { id }),
  message_text: (id) => addressOf('owner.message_texts.show', { id }),
  one_time_link: (id) => addressOf('owner.one_time_links.show', { id }),
  booking_template: (id) => addressOf('owner.booking_templates.edit', { id }),
  booking_link: (id) => addressOf('owner.booking_links.show', { id }),
  api_key: (id) => addressOf('owner.keys.show', { id }),
  webhook_endpoint: (id) => addressOf('owner.webhooks.show', { id }),
  calendar_connection: (id) => addressOf('owner.calendar_connections.show', { id }),
  calcom_bridge: () => addressOf('owner.calcom.show'),
  booking_settings: () => addressOf('owner.booking_settings.edit'),
  business: () => addressOf('owner.businesses.edit'),
}

/** What may be gone while the history still speaks of it. */
const MAY_GO = new Set([
  'booking',
  'service',
  'host',
  'group_session',
  'block',
  'team_page',
  'booking_template',
  'webhook_endpoint',
  'calendar_connection',
])

export type EntryInWords = ReturnType<typeof entryInWords>

export function entryInWords(entry: AuditRow, reading: Reading) {
  const { i18n } = reading
  const { action, actor, subject_type: type, subject_id: id, subject_name: name } = entry
  const key = `owner.history.action.${entry.changes.isUntold ? 'booking.untold' : action}`
  const isGone = name === null && MAY_GO.has(type)
  return {
    at: DateTime.fromJSDate(entry.created_at),
    who: actor === 'user' ? userInWords(entry, reading) : whoElse(actor, reading),
    what: plannedInWords(entry, reading) ?? i18n.t(i18n.hasMessage(key) ? key : OTHER),
    about: nameInWords(entry, reading) || i18n.t(`owner.history.about.${type}`),
    startsAt: entry.subject_starts_at && DateTime.fromJSDate(entry.subject_starts_at),
    address: isGone ? null : (PAGES[type]?.(id) ?? memberPage(entry)),
    changes: changesInWords({ ...entry, changes: blockInWords(entry.changes, reading) }, reading),
    ...undoingOf(entry, isGone),
  }
}

/** "Confirmation, German": of the texts of a message. */
function nameInWords({ subject_type: type, subject_name: name }: AuditRow, reading: Reading) {
  if (type !== 'message_text' || name === null) return name
  const { i18n } = reading
  const [message, language] = name.split('.')
  const values = {
    message: i18n.t(`owner.notifications.message.${message}`),
    language: languageName(language, i18n.locale),
  }
  return i18n.t('owner.texts.named', values)
}

type Changes = AuditRow['changes']

/** Of blocked time that is told as a whole: its name has the reason, as long as it is kept. */
function blockInWords(changes: Changes, reading: Reading): Changes {
  const { reason, ...others } = wholeDays(changes, reading)
  const { firstDate, weeklyDays } = others
  if (typeof firstDate !== 'string') return changes
  const each = typeof weeklyDays === 'number' ? eachWeek(firstDate, weeklyDays, reading) : null
  return { ...others, ...(reason !== true && { reason }), ...(each && { weeklyDays: each }) }
}

/** Time that is blocked from midnight to midnight says so. */
function wholeDays(changes: Changes, { i18n }: Reading): Changes {
  const { startsTime, endsTime, ...others } = changes
  if (startsTime !== '00:00' || endsTime !== '24:00') return changes
  return { ...others, hours: i18n.t('owner.availability.blocks.all_day_lower') }
}

/** "Every Tuesday", "Every week, Tuesday to Thursday". */
function eachWeek(firstDate: string, days: number, { i18n, locale }: Reading): string {
  const names = weekdayNames(locale, 0)
  const weekday = (offset: number) => names[weekdayOf(dayOf(firstDate) + offset)].long
  if (days === 1) return i18n.t('owner.history.every_day', { day: weekday(0) })
  return i18n.t('owner.history.every_days', { from: weekday(0), until: weekday(days - 1) })
}

/** "Planned 52 dates, Mondays 18:00". */
function plannedInWords({ action, changes }: AuditRow, { i18n, locale }: Reading): string | null {
  const { planned: count, firstDate, startsTime: time } = changes
  if (!action.startsWith('session_series.') || typeof firstDate !== 'string') return null
  const weekday = weekdayNames(locale, 0)[weekdayOf(dayOf(firstDate))].long
  return i18n.t('owner.history.planned', { count, weekday, time })
}

function memberPage({ member_id: id }: AuditRow): string | null {
  return id === null ? null : addressOf('owner.members.edit', { id })
}

function userInWords({ who, key_name: key }: AuditRow, { i18n }: Reading): string {
  const name = who ?? i18n.t('owner.history.gone')
  return key === null ? name : i18n.t('owner.history.with_key', { name, key })
}

function whoElse(actor: 'client' | 'system', { i18n }: Reading): string {
  return i18n.t(`owner.history.actor.${actor}`)
}
