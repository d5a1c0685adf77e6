import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { AuditFilters, AuditRow, AuditSubject } from '#models/audit_entry'
import { withKeptValues } from './kept_values.js'

/** The SQL of each one's name. */
const NAMES: Record<AuditSubject, string> = {
  booking: `(select client_name from bookings where id = subject_id)`,
  client: '(select name from clients where id = subject_id)',
  group_session: `(select services.name from group_sessions
    join services on services.id = group_sessions.service_id where group_sessions.id = subject_id)`,
  session_series: `(select services.name from session_series
    join services on services.id = session_series.service_id where session_series.id = subject_id)`,
  service: '(select name from services where id = subject_id)',
  host: '(select name from hosts where id = subject_id)',
  team_page: '(select name from team_pages where id = subject_id)',
  block: `(select coalesce(reason, '') from blocks where id = subject_id)`,
  booking_link: '(select name from booking_links where id = subject_id)',
  booking_template: '(select name from booking_templates where id = subject_id)',
  one_time_link: `(select services.name from one_time_links
    join services on services.id = one_time_links.service_id where one_time_links.id = subject_id)`,
  booking_settings: 'null',
  business: 'null',
  notification: 'null',
  message_text: `(select type || '.' || language from message_texts where id = subject_id)`,
  written_message: '(select title from written_messages where id = subject_id)',
  enquiry: '(select client_name from enquiries where id = subject_id)',
  user: '(select full_name from users where id = subject_id)',
  invitation: '(select full_name from invitations where id = subject_id)',
  inbox_address: '(select cast(email as text) from inbox_addresses where id = subject_id)',
  api_key: '(select name from api_keys where id = subject_id)',
  webhook_endpoint:
    '(select coalesce(description, url) from webhook_endpoints where id = subject_id)',
  calendar_connection: '(select account from calendar_connections where id = subject_id)',
  calcom_bridge: "'Cal.com'",
  client_preference: '(select cast(email as text) from client_preferences where id = subject_id)',
  privacy_settings: 'null',
  waitlist_entry: '(select client_name from waitlist_entries where id = subject_id)',
}

const NAME = `case subject_type ${Object.entries(NAMES)
  .map(([type, name]) => `when '${type}' then ${name}`)
  .join(' ')} end as subject_name`

/** Of what there are many of one name: when it is now. */
const STARTS_AT = `case subject_type
  when 'booking' then (select starts_at from bookings where id = subject_id)
  when 'group_session' then (select starts_at from group_sessions where id = subject_id)
  end as subject_starts_at`

const KEEPS_BEFORE = `exists (select from earlier_settings
  where audit_entry_id = audit_entries.id) as can_be_undone`

/** Their page goes by it; null for those who have left. */
const MEMBER = `(select memberships.id from memberships
  where subject_type = 'user' and memberships.user_id = subject_id
    and memberships.business_id = audit_entries.business_id) as member_id`

const KEY_NAME = '(select name from api_keys where id = audit_entries.api_key_id) as key_name'

/** The newest first. */
export function auditList(
  businessId: number,
  { about, id, userId, actor, from, until }: AuditFilters
): DatabaseQueryBuilderContract<AuditRow> {
  const list = db
    .from('audit_entries')
    .leftJoin('users', 'users.id', 'audit_entries.user_id')
    .where('audit_entries.business_id', businessId)
    .select('audit_entries.id', 'actor', 'users.full_name as who', 'action', 'changes')
    .select('subject_type', 'subject_id', 'audit_entries.created_at')
    .select(db.raw(NAME), db.raw(STARTS_AT), db.raw(KEEPS_BEFORE), db.raw(MEMBER), db.raw(KEY_NAME))
    .orderBy('audit_entries.id', 'desc')
  if (about) list.where((entries) => whereAbout(entries, about, id))
  else if (id !== undefined) list.where('subject_id', id)
  if (userId !== undefined) list.where('audit_entries.user_id', userId)
  if (actor) list.where('actor', actor)
  if (from) list.where('audit_entries.created_at', '>=', from)
  if (until) list.where('audit_entries.created_at', '<', until)
  return list
}

/** Where a change of one thing names others: whom it gave a service, or what it gave somebody. */
const NAMED_BY: Partial<Record<AuditSubject, { subject: AuditSubject; field: string }>> = {
  service: { subject: 'host', field: 'services' },
  host: { subject: 'service', field: 'hosts' },
}

/** Also what was changed of something else, where that gave it or took it away. */
function whereAbout(
  entries: DatabaseQueryBuilderContract<AuditRow>,
  about: AuditSubject,
  id: number | undefined
) {
  entries.where('subject_type', about)
  if (id === undefined) return
  entries.where('subject_id', id)
  const named = NAMED_BY[about]
  if (!named) return
  const has = (side: 'from' | 'to') =>
    `changes #> '{${named.field},${side}}' @> to_jsonb(cast(? as bigint))`
  entries.orWhere((others) =>
    others
      .where('subject_type', named.subject)
      .whereRaw(`(${has('from')}) <> (${has('to')})`, [id, id])
  )
}

const BATCH = 1000

/** All of them, read in batches, the newest first. */
export async function* auditRows(
  businessId: number,
  filters: AuditFilters
): AsyncGenerator<AuditRow> {
  let last: number | null = null
  for (;;) {
    const list = auditList(businessId, filters).limit(BATCH)
    if (last !== null) list.where('audit_entries.id', '<', last)
    const rows: AuditRow[] = await list
    yield* await withKeptValues(businessId, rows)
    if (rows.length < BATCH) return
    last = rows[rows.length - 1].id
  }
}
