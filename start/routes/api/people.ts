import { hostShape } from '#shapes/people/host'
import { get, V1, type Operation } from '#start/routes/api/operation'
import { hostListQuery } from '#validators/api/people'

const Hosts = () => import('#controllers/api/v1/people/hosts_controller')

// prettier-ignore
export const peopleOperations: readonly Operation[] = [
  get(`${V1}/hosts`, [Hosts, 'index'], 'people:read', { query: hostListQuery, list: hostShape }),
  get(`${V1}/hosts/:id`, [Hosts, 'show'], 'people:read', { one: hostShape }),
]
