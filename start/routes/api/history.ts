import { auditShape } from '#shapes/history/audit_record'
import { get, V1, type Operation } from '#start/routes/api/operation'
import { auditQuery } from '#validators/api/history'

const Audit = () => import('#controllers/api/v1/history/audit_controller')

// prettier-ignore
export const historyOperations: readonly Operation[] = [
  get(`${V1}/audit`, [Audit, 'index'], 'settings:read', { query: auditQuery, list: auditShape }),
]
