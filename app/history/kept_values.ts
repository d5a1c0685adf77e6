import db from '@adonisjs/lucid/services/db'
import type { AuditRow } from '#models/audit_entry'
import { sql } from '#transactions'

/** Whose rows still stand and hold what was written to them last. */
const TABLES: Record<string, string> = {
  business: 'businesses',
  service: 'services',
  host: 'hosts',
  booking_link: 'booking_links',
  booking_template: 'booking_templates',
  team_page: 'team_pages',
}

const ROW = `case entries.subject_type ${Object.entries(TABLES)
  .map(
    ([type, table]) =>
      `when '${type}' then (select to_jsonb(${table}) from ${table} where id = entries.subject_id)`
  )
  .join(' ')} end`

/** Each field without a value: what it was, and what it is in the next settings that were kept, or now. */
const KEPT = `
  select entries.id, fields.name, earlier.content -> fields.name as "from",
    case when following.content is null then stored.row -> fields.column_name
      else following.content -> fields.name end as "to"
    from audit_entries as entries
    join earlier_settings as earlier on earlier.audit_entry_id = entries.id
   cross join lateral (
     select key as name, lower(regexp_replace(key, '([A-Z])', '_\\1', 'g')) as column_name
       from jsonb_each(entries.changes)
      where value = 'true' and jsonb_exists(earlier.content, key)) as fields
    left join lateral (
     select kept.content from earlier_settings as kept
       join audit_entries as later on later.id = kept.audit_entry_id
      where later.business_id = entries.business_id
        and later.subject_type = entries.subject_type and later.subject_id = entries.subject_id
        and later.id > entries.id and jsonb_exists(kept.content, fields.name)
      order by later.id limit 1) as following on true
   cross join lateral (select ${ROW} as row) as stored
   where entries.business_id = :businessId and entries.id = any(cast(:ids as bigint[]))`

interface Kept {
  id: number
  name: string
  from: unknown
  to: unknown
}

/**
 * The audit names a personal field and keeps no value of it; whoever reads it sees what the kept settings
 * say, for as long as they are there.
 */
export async function withKeptValues(
  businessId: number,
  entries: readonly AuditRow[]
): Promise<AuditRow[]> {
  const ids = entries
    .filter(({ can_be_undone: isKept, changes }) => isKept && Object.values(changes).includes(true))
    .map(({ id }) => id)
  if (ids.length === 0) return [...entries]

  const kept = await sql<Kept>(db.connection(), KEPT, { businessId, ids })
  const byEntry = Map.groupBy(kept, ({ id }) => Number(id))
  return entries.map((entry) => {
    const fields = (byEntry.get(Number(entry.id)) ?? []).map(({ name, from, to }) => [
      name,
      { from, to },
    ])
    return { ...entry, changes: { ...entry.changes, ...Object.fromEntries(fields) } }
  })
}
