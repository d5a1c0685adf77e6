import { auditList, auditRows } from '#history'
import type { AuditFilters, AuditRow } from '#models/audit_entry'
import { nearestPage } from '#queries/nearest_page'

const PAGE_SIZE = 50
const RECENT = 3

export function historyList(businessId: number, filters: AuditFilters, page: number) {
  return nearestPage(auditList(businessId, filters), page, PAGE_SIZE)
}

export function recentHistory(businessId: number, filters: AuditFilters): Promise<AuditRow[]> {
  return auditList(businessId, filters).limit(RECENT)
}

export function wholeHistory(businessId: number, filters: AuditFilters) {
  return auditRows(businessId, filters)
}
