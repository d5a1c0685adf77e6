import { analyticsShape, visitRowsShape } from '#shapes/numbers/analytics'
import { get, V1, type Operation } from '#start/routes/api/operation'
import { analyticsQuery, visitNumbersQuery } from '#validators/api/numbers'

const Analytics = () => import('#controllers/api/v1/numbers/analytics_controller')

// prettier-ignore
export const numberOperations: readonly Operation[] = [
  get(`${V1}/analytics`, [Analytics, 'show'], 'reports:read', { query: analyticsQuery, one: analyticsShape, hasVersion: false }),
  get(`${V1}/analytics/visits`, [Analytics, 'visits'], 'reports:read', { query: visitNumbersQuery, one: visitRowsShape, hasVersion: false }),
]
