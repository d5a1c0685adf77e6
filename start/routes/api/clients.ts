import { activityShape } from '#shapes/clients/activity'
import { besideClientShapes } from '#shapes/clients/client_beside'
import { erasureShape } from '#shapes/clients/erasure'
import { clientDataShape } from '#shapes/clients/client_data'
import { clientNoteShape, clientRecordShape } from '#shapes/clients/client_record'
import {
  get,
  keepingKey,
  patch,
  post,
  remove,
  V1,
  type Operation,
} from '#start/routes/api/operation'
import {
  clientBlockOrder,
  clientChangeValidator,
  clientErasureQuery,
  clientListQuery,
  clientNoteValidator,
  clientReadQuery,
  clientTagValidator,
  erasureListQuery,
  erasureRefusalOrder,
  mergeOrder,
  newClientValidator,
} from '#validators/api/clients'
import { nothingSent } from '#validators/api/nothing'
import { pagedQuery } from '#validators/api/query'

const ClientBlocks = () => import('#controllers/api/v1/clients/client_blocks_controller')
const ClientData = () => import('#controllers/api/v1/clients/client_data_controller')
const ClientMerges = () => import('#controllers/api/v1/clients/client_merges_controller')
const ClientNotes = () => import('#controllers/api/v1/clients/client_notes_controller')
const ClientTags = () => import('#controllers/api/v1/clients/client_tags_controller')
const Clients = () => import('#controllers/api/v1/clients/clients_controller')
const Erasures = () => import('#controllers/api/v1/clients/erasures_controller')

const client = { one: clientRecordShape }
const clientNote = { one: clientNoteShape }
const erasure = { one: erasureShape }

// prettier-ignore
export const clientOperations: readonly Operation[] = [
  get(`${V1}/clients`, [Clients, 'index'], 'clients:read', { query: clientListQuery, list: clientRecordShape }),
  post(`${V1}/clients`, [Clients, 'store'], 'clients:write', { body: newClientValidator, ...client, status: 201, ...keepingKey }),
  get(`${V1}/clients/:id`, [Clients, 'show'], 'clients:read', { query: clientReadQuery, ...client, beside: besideClientShapes }),
  patch(`${V1}/clients/:id`, [Clients, 'update'], 'clients:write', { body: clientChangeValidator, ...client }),
  remove(`${V1}/clients/:id`, [Clients, 'destroy'], 'clients:write', { query: clientErasureQuery, status: 204 }),
  get(`${V1}/clients/:id/data`, [ClientData, 'show'], 'clients:read', { one: clientDataShape, hasVersion: false }),
  get(`${V1}/clients/:id/activities`, [Clients, 'activities'], 'clients:read', { query: pagedQuery, list: activityShape }),
  get(`${V1}/clients/:id/notes`, [ClientNotes, 'index'], 'clients:read', { query: pagedQuery, list: clientNoteShape }),
  post(`${V1}/clients/:id/notes`, [ClientNotes, 'store'], 'clients:write', { body: clientNoteValidator, ...clientNote, status: 201 }),
  patch(`${V1}/clients/:id/notes/:note`, [ClientNotes, 'update'], 'clients:write', { body: clientNoteValidator, ...clientNote }),
  remove(`${V1}/clients/:id/notes/:note`, [ClientNotes, 'destroy'], 'clients:write', { status: 204 }),
  post(`${V1}/clients/:id/tags`, [ClientTags, 'store'], 'clients:write', { body: clientTagValidator, ...client }),
  remove(`${V1}/clients/:id/tags/:tag`, [ClientTags, 'destroy'], 'clients:write', client),
  post(`${V1}/clients/:id/block`, [ClientBlocks, 'store'], 'clients:write', { body: clientBlockOrder, ...client }),
  post(`${V1}/clients/:id/unblock`, [ClientBlocks, 'destroy'], 'clients:write', { body: nothingSent, ...client }),
  post(`${V1}/clients/:id/merge`, [ClientMerges, 'store'], 'clients:write', { body: mergeOrder, ...client }),
  post(`${V1}/clients/:id/separate`, [ClientMerges, 'destroy'], 'clients:write', { body: nothingSent, ...client }),
  get(`${V1}/erasures`, [Erasures, 'index'], 'clients:read', { query: erasureListQuery, list: erasureShape }),
  get(`${V1}/erasures/:id`, [Erasures, 'show'], 'clients:read', erasure),
  post(`${V1}/erasures/:id/refuse`, [Erasures, 'refuse'], 'clients:write', { body: erasureRefusalOrder, ...erasure }),
]
