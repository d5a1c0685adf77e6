import { auditList, auditRows } from '#history'
import type { AuditFilters } from '#models/audit_entry'

const PAGE_SIZE = 50

export function historyList(businessId: number, filters: AuditFilters, page: number) {
  return auditList(businessId, filters).paginate(page, PAGE_SIZE)
}

export function wholeHistory(businessId: number, filters: AuditFilters) {
  return auditRows(businessId, filters)
}
