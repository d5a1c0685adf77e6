import type { AuditRow } from '#models/audit_entry'
import { addressOf } from '#pages/address_of'

type Entry = Pick<AuditRow, 'id' | 'subject_id' | 'member_id'>
/** Null where it is no longer there. */
type Page = (entry: Entry) => string | null

const before = (route: string): Page => {
  return ({ id }) => addressOf(`owner.${route}`, {}, { query: { before: id } })
}

const beforeOf = (route: string, part?: string): Page => {
  return ({ id, subject_id }) =>
    addressOf(`owner.${route}`, { id: subject_id }, { query: { before: id }, part })
}

const undoing: Page = ({ id }) => addressOf('owner.undoings.show', { id })

/** Where a change of settings is undone: mostly the form that holds it, filled in with what was before. */
export const UNDONE_ON: Record<string, Page> = {
  'booking_settings.updated': before('booking_settings.edit'),
  'business.updated': before('businesses.edit'),
  'business.logo_set': before('logos.edit'),
  'business.logo_removed': before('logos.edit'),
  'business.cover_set': before('covers.edit'),
  'business.cover_removed': before('covers.edit'),
  'business.cover_described': before('covers.edit'),
  'service.updated': beforeOf('services.edit'),
  'service.photo_set': beforeOf('service_photos.edit'),
  'service.photo_removed': beforeOf('service_photos.edit'),
  'service_hours.updated': beforeOf('service_hours.edit'),
  'service_questions.updated': beforeOf('service_questions.edit'),
  'booking_link.updated': undoing,
  'session.changed': beforeOf('group_sessions.show'),
  'booking_template.updated': beforeOf('booking_templates.edit'),
  'services.ordered': undoing,
  'message_text.updated': beforeOf('message_texts.show'),
  'weekly_hours.updated': ({ id, subject_id }) =>
    addressOf('owner.weekly_hours.edit', {}, { query: { host: subject_id, before: id } }),
  'date_overrides.set': undoing,
  'date_overrides.removed': undoing,
  'date_overrides.returned': undoing,
  'block.changed': beforeOf('blocks.edit'),
  'block.removed': before('blocks.create'),
  'block.date_left_out': before('blocks.create'),
  'host.updated': beforeOf('hosts.edit', 'about'),
  'host.page_updated': beforeOf('personal_pages.edit'),
  'team_page.updated': beforeOf('team_pages.edit'),
  'host.services_set': beforeOf('hosts.edit', 'services'),
  'host.user_set': beforeOf('hosts.edit', 'signs-in'),
  'host.photo_set': beforeOf('host_photos.edit'),
  'host.photo_removed': beforeOf('host_photos.edit'),
  'member.role_changed': roleBefore,
}

function roleBefore({ id, member_id: memberId }: Entry): string | null {
  if (memberId === null) return null
  return addressOf('owner.members.edit', { id: memberId }, { query: { before: id } })
}

/** What was added is taken away again on its own page. */
export const UNDONE_BY_HAND: Record<string, Page> = {
  'block.added': ({ subject_id: id }) =>
    addressOf('owner.blocks.edit', { id }, { part: 'removal' }),
  'service.archived': ({ subject_id: id }) => addressOf('owner.services.edit', { id }),
}

/** Why others are not undone here, by the name of the sentence that says so. */
export const NOT_UNDONE: Record<string, string> = {
  'service.created': 'added',
  'service.duplicated': 'added',
  'service.restored': 'restored',
  'service.deleted': 'deleted',
  'host.added': 'host_added',
  'member.messages_chosen': 'own_choice',
  'client_preference.chosen': 'own_choice',
  'business.slug_given_up': 'slug',
  'business.clients_imported': 'clients_imported',
  'business.bookings_imported': 'bookings_imported',
  'session.planned': 'sessions',
  'session.moved': 'sessions',
  'session.given': 'sessions',
  'session.cancelled': 'session_cancelled',
  'session_series.planned': 'sessions',
  'session_series.continued': 'sessions',
  'session_series.ended': 'sessions',
  'booking_link.created': 'link_added',
  'booking_link.duplicated': 'link_added',
  'booking_link.switched_on': 'switched',
  'booking_link.switched_off': 'switched',
  'booking_link.renewed': 'links',
  'team_page.created': 'team_page',
  'team_page.removed': 'removed_team_page',
  'booking_template.created': 'template',
  'booking_template.deleted': 'deleted_template',
  'webhook.updated': 'webhook',
  'calendar.chosen': 'calendar',
  'privacy_settings.updated': 'privacy',
  'one_time_link.created': 'links',
  'one_time_link.rearmed': 'links',
  'one_time_link.revoked': 'links',
  'one_time_link.sent_again': 'links',
}

/** These bring back what is no longer there. */
const OF_WHAT_IS_GONE = ['block.removed', 'block.date_left_out']

export interface Undoing {
  undo: string | null
  /** The name of a sentence; null where it may be undone, or is no setting. */
  why: string | null
}

type Undone = Entry & Pick<AuditRow, 'action' | 'can_be_undone'>

export function undoingOf(entry: Undone, isGone: boolean): Undoing {
  const { action } = entry
  const why = NOT_UNDONE[action] ?? null
  if (why) return { undo: null, why }
  const page = UNDONE_ON[action] ?? UNDONE_BY_HAND[action]
  if (!page) return { undo: null, why: null }
  if (isGone && !OF_WHAT_IS_GONE.includes(action)) return { undo: null, why: 'gone' }
  if (action in UNDONE_ON && !entry.can_be_undone) return { undo: null, why: 'not_kept' }
  const undo = page(entry)
  return { undo, why: undo === null ? 'gone' : null }
}
