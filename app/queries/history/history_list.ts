import { auditList, auditRows, withKeptValues } from '#history'
import type { AuditFilters, AuditRow } from '#models/audit_entry'
import { CursorError, cursorOf, cursorParts } from '#queries/cursor_page'
import { nearestPage } from '#queries/nearest_page'

const PAGE_SIZE = 50
const RECENT = 3

export async function historyList(businessId: number, filters: AuditFilters, page: number) {
  const list = await nearestPage(auditList(businessId, filters), page, PAGE_SIZE)
  return { list, entries: await withKeptValues(businessId, list.all()) }
}

const CURSOR = 'audit'

/** In the same order, after the entry that the cursor names. */
export async function historyAfter(
  businessId: number,
  filters: AuditFilters,
  { limit, cursor }: { limit: number; cursor: string | null }
): Promise<{ entries: AuditRow[]; next: string | null }> {
  const list = auditList(businessId, filters).limit(limit + 1)
  if (cursor !== null) {
    const [name, after] = cursorParts(cursor)
    if (name !== CURSOR || !Number.isSafeInteger(after)) throw new CursorError()
    list.where('audit_entries.id', '<', Number(after))
  }
  const rows: AuditRow[] = await list
  const entries = await withKeptValues(businessId, rows.slice(0, limit))
  const last = rows.length > limit ? entries.at(-1) : undefined
  return { entries, next: last ? cursorOf(CURSOR, Number(last.id)) : null }
}

export function findAuditRow(businessId: number, id: number): Promise<AuditRow | null> {
  return auditList(businessId, {}).where('audit_entries.id', id).first()
}

export async function recentHistory(
  businessId: number,
  filters: AuditFilters
): Promise<AuditRow[]> {
  return withKeptValues(businessId, await auditList(businessId, filters).limit(RECENT))
}

export function wholeHistory(businessId: number, filters: AuditFilters) {
  return auditRows(businessId, filters)
}
