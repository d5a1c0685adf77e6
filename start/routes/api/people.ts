import { hostShape } from '#shapes/people/host'
import { invitationShape } from '#shapes/people/invitation'
import { memberShape } from '#shapes/people/member'
import { get, patch, post, remove, V1, type Operation } from '#start/routes/api/operation'
import { nothingSent } from '#validators/api/nothing'
import {
  hostChangeOrder,
  hostListQuery,
  memberRemovalQuery,
  newHostOrder,
  newInvitationOrder,
  roleOrder,
} from '#validators/api/people'
import { pagedQuery } from '#validators/api/query'

const Hosts = () => import('#controllers/api/v1/people/hosts_controller')
const Invitations = () => import('#controllers/api/v1/people/invitations_controller')
const Members = () => import('#controllers/api/v1/people/members_controller')

const invitation = { one: invitationShape }
const member = { one: memberShape }

// prettier-ignore
export const peopleOperations: readonly Operation[] = [
  get(`${V1}/hosts`, [Hosts, 'index'], 'people:read', { query: hostListQuery, list: hostShape }),
  post(`${V1}/hosts`, [Hosts, 'store'], 'people:write', { body: newHostOrder, one: hostShape, status: 201 }),
  get(`${V1}/hosts/:id`, [Hosts, 'show'], 'people:read', { one: hostShape }),
  patch(`${V1}/hosts/:id`, [Hosts, 'update'], 'people:write', { body: hostChangeOrder, one: hostShape }),
  get(`${V1}/members`, [Members, 'index'], 'people:read', { query: pagedQuery, list: memberShape }),
  get(`${V1}/members/:id`, [Members, 'show'], 'people:read', member),
  patch(`${V1}/members/:id`, [Members, 'update'], 'people:write', { body: roleOrder, ...member }),
  remove(`${V1}/members/:id`, [Members, 'destroy'], 'people:write', { query: memberRemovalQuery, status: 204 }),
  get(`${V1}/invitations`, [Invitations, 'index'], 'people:read', { query: pagedQuery, list: invitationShape }),
  post(`${V1}/invitations`, [Invitations, 'store'], 'people:write', { body: newInvitationOrder, ...invitation, status: 201 }),
  get(`${V1}/invitations/:id`, [Invitations, 'show'], 'people:read', invitation),
  post(`${V1}/invitations/:id/resend`, [Invitations, 'resend'], 'people:write', { body: nothingSent, ...invitation }),
  post(`${V1}/invitations/:id/revoke`, [Invitations, 'revoke'], 'people:write', { body: nothingSent, ...invitation }),
]
