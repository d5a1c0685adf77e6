import { DateTime } from 'luxon'
import type { AuditRow } from '#models/audit_entry'
import { weekdayNames } from '#formats/times/month_grid'
import { addressOf } from '#pages/address_of'
import { changesInWords, type Reading } from '#pages/owner/history/changes_in_words'
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
  block: () => addressOf('owner.blocks.index'),
  booking_settings: () => addressOf('owner.booking_settings.edit'),
  business: () => addressOf('owner.businesses.edit'),
}

type Form = (entry: Pick<AuditRow, 'id' | 'subject_id'>) => string

const pictureBefore =
  (route: string): Form =>
  ({ id, subject_id }) =>
    addressOf(`owner.${route}.edit`, { id: subject_id }, { query: { before: id } })

/** The form that holds what an action changed, filled in with what was before. */
const FORMS: Partial<Record<string, Form>> = {
  'booking_settings.updated': ({ id }) =>
    addressOf('owner.booking_settings.edit', {}, { query: { before: id } }),
  'business.updated': ({ id }) => addressOf('owner.businesses.edit', {}, { query: { before: id } }),
  'service.updated': ({ id, subject_id }) =>
    addressOf('owner.services.edit', { id: subject_id }, { query: { before: id } }),
  'service_hours.updated': ({ id, subject_id }) =>
    addressOf('owner.service_hours.edit', { id: subject_id }, { query: { before: id } }),
  'service_questions.updated': ({ id, subject_id }) =>
    addressOf('owner.service_questions.edit', { id: subject_id }, { query: { before: id } }),
  'weekly_hours.updated': ({ id, subject_id }) =>
    addressOf('owner.weekly_hours.edit', {}, { query: { host: subject_id, before: id } }),
  'business.logo_set': pictureBefore('logos'),
  'business.logo_removed': pictureBefore('logos'),
  'business.cover_set': pictureBefore('covers'),
  'business.cover_removed': pictureBefore('covers'),
  'host.photo_set': pictureBefore('host_photos'),
  'host.photo_removed': pictureBefore('host_photos'),
  'service.photo_set': pictureBefore('service_photos'),
  'service.photo_removed': pictureBefore('service_photos'),
  'host.updated': ({ id, subject_id }) => personBefore(subject_id, id, 'about'),
  'host.services_set': ({ id, subject_id }) => personBefore(subject_id, id, 'services'),
  'host.user_set': ({ id, subject_id }) => personBefore(subject_id, id, 'signs-in'),
}

export function entryInWords(entry: AuditRow, reading: Reading) {
  const { i18n } = reading
  const { action, actor, subject_type: type, subject_id: id, subject_name: name } = entry
  const key = `owner.history.action.${action}`
  return {
    at: DateTime.fromJSDate(entry.created_at),
    who: actor === 'user' ? (entry.who ?? i18n.t('owner.history.gone')) : whoElse(actor, reading),
    what: plannedInWords(entry, reading) ?? i18n.t(i18n.hasMessage(key) ? key : OTHER),
    about: name ?? i18n.t(`owner.history.about.${type}`),
    isGone: name === null && type in { booking: 1, service: 1, host: 1, group_session: 1 },
    address: PAGES[type]?.(id) ?? null,
    changes: changesInWords(entry, reading),
    undo: entry.can_be_undone ? (FORMS[action]?.(entry) ?? null) : null,
  }
}

/** "Planned 52 dates, Mondays 18:00". */
function plannedInWords({ action, changes }: AuditRow, { i18n, locale }: Reading): string | null {
  const { planned: count, firstDate, startsTime: time } = changes
  if (!action.startsWith('session_series.') || typeof firstDate !== 'string') return null
  const weekday = weekdayNames(locale, 0)[weekdayOf(dayOf(firstDate))].long
  return i18n.t('owner.history.planned', { count, weekday, time })
}

function personBefore(id: number, before: number, part: string): string {
  return addressOf('owner.hosts.edit', { id }, { query: { before }, part })
}

function whoElse(actor: 'client' | 'system', { i18n }: Reading): string {
  return i18n.t(`owner.history.actor.${actor}`)
}
