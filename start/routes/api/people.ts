import { hostShape } from '#shapes/people/host'
import { get, patch, post, V1, type Operation } from '#start/routes/api/operation'
import { hostChangeOrder, hostListQuery, newHostOrder } from '#validators/api/people'

const Hosts = () => import('#controllers/api/v1/people/hosts_controller')

// prettier-ignore
export const peopleOperations: readonly Operation[] = [
  get(`${V1}/hosts`, [Hosts, 'index'], 'people:read', { query: hostListQuery, list: hostShape }),
  post(`${V1}/hosts`, [Hosts, 'store'], 'people:write', { body: newHostOrder, one: hostShape, status: 201 }),
  get(`${V1}/hosts/:id`, [Hosts, 'show'], 'people:read', { one: hostShape }),
  patch(`${V1}/hosts/:id`, [Hosts, 'update'], 'people:write', { body: hostChangeOrder, one: hostShape }),
]
