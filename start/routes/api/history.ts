import { auditShape } from '#shapes/history/audit_record'
import { get, post, V1, type Operation } from '#start/routes/api/operation'
import { auditQuery, undoingOrder } from '#validators/api/history'

const Undoings = () => import('#controllers/api/v1/history/undoings_controller')
const Audit = () => import('#controllers/api/v1/history/audit_controller')

// prettier-ignore
export const historyOperations: readonly Operation[] = [
  get(`${V1}/audit`, [Audit, 'index'], 'settings:read', { query: auditQuery, list: auditShape }),
  get(`${V1}/audit/:id`, [Audit, 'show'], 'settings:read', { one: auditShape }),
  post(`${V1}/audit/:id/undo`, [Undoings, 'store'], 'settings:write', { body: undoingOrder, status: 204 }),
]
