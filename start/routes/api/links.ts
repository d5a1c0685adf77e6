import { linkNumbersShape } from '#shapes/links/link_numbers'
import { linkRecordShape } from '#shapes/links/link_record'
import { newOneTimeShape, oneTimeShape } from '#shapes/links/one_time_record'
import { templateShape } from '#shapes/links/template'
import { get, patch, post, remove, V1, type Operation } from '#start/routes/api/operation'
import {
  linkChangeOrder,
  linkCopyOrder,
  linkListQuery,
  linkNumbersQuery,
  newLinkOrder,
  newOneTimeOrder,
  newTemplateOrder,
  oneTimeEndOrder,
  oneTimeListQuery,
  oneTimeOfLinkOrder,
  templateChangeOrder,
  templateListQuery,
  templateUseOrder,
} from '#validators/api/links'
import { nothingSent } from '#validators/api/nothing'

const LinkNumbers = () => import('#controllers/api/v1/links/link_numbers_controller')
const Links = () => import('#controllers/api/v1/links/links_controller')
const OneTimeDecisions = () => import('#controllers/api/v1/links/one_time_decisions_controller')
const OneTimeLinks = () => import('#controllers/api/v1/links/one_time_links_controller')
const TemplateUses = () => import('#controllers/api/v1/links/template_uses_controller')
const Templates = () => import('#controllers/api/v1/links/templates_controller')

const link = { one: linkRecordShape }
const oneTime = { one: oneTimeShape }
const newOneTime = { one: newOneTimeShape, status: 201 } as const
const template = { one: templateShape }

// prettier-ignore
export const linkOperations: readonly Operation[] = [
  get(`${V1}/links`, [Links, 'index'], 'links:read', { query: linkListQuery, list: linkRecordShape }),
  post(`${V1}/links`, [Links, 'store'], 'links:write', { body: newLinkOrder, ...link, status: 201 }),
  get(`${V1}/links/:id`, [Links, 'show'], 'links:read', link),
  patch(`${V1}/links/:id`, [Links, 'update'], 'links:write', { body: linkChangeOrder, ...link }),
  post(`${V1}/links/:id/enable`, [Links, 'enable'], 'links:write', { body: nothingSent, ...link }),
  post(`${V1}/links/:id/disable`, [Links, 'disable'], 'links:write', { body: nothingSent, ...link }),
  post(`${V1}/links/:id/duplicate`, [Links, 'duplicate'], 'links:write', { body: linkCopyOrder, ...link, status: 201 }),
  post(`${V1}/links/:id/renew`, [Links, 'renew'], 'links:write', { body: nothingSent, ...link }),
  post(`${V1}/links/:id/template`, [TemplateUses, 'link'], 'links:write', { body: templateUseOrder, ...link }),
  post(`${V1}/links/:id/one-time`, [OneTimeLinks, 'storeOfLink'], 'links:write', { body: oneTimeOfLinkOrder, ...newOneTime }),
  get(`${V1}/links/:id/analytics`, [LinkNumbers, 'show'], 'links:read', { query: linkNumbersQuery, one: linkNumbersShape, hasVersion: false }),
  get(`${V1}/one-time-links`, [OneTimeLinks, 'index'], 'links:read', { query: oneTimeListQuery, list: oneTimeShape }),
  post(`${V1}/one-time-links`, [OneTimeLinks, 'store'], 'links:write', { body: newOneTimeOrder, ...newOneTime }),
  get(`${V1}/one-time-links/:id`, [OneTimeLinks, 'show'], 'links:read', oneTime),
  post(`${V1}/one-time-links/:id/revoke`, [OneTimeDecisions, 'revoke'], 'links:write', { body: nothingSent, ...oneTime }),
  post(`${V1}/one-time-links/:id/rearm`, [OneTimeDecisions, 'rearm'], 'links:write', { body: oneTimeEndOrder, ...oneTime }),
  post(`${V1}/one-time-links/:id/send`, [OneTimeDecisions, 'send'], 'links:write', { body: oneTimeEndOrder, ...oneTime }),
  get(`${V1}/templates`, [Templates, 'index'], 'links:read', { query: templateListQuery, list: templateShape }),
  post(`${V1}/templates`, [Templates, 'store'], 'links:write', { body: newTemplateOrder, ...template, status: 201 }),
  get(`${V1}/templates/:id`, [Templates, 'show'], 'links:read', template),
  patch(`${V1}/templates/:id`, [Templates, 'update'], 'links:write', { body: templateChangeOrder, ...template }),
  remove(`${V1}/templates/:id`, [Templates, 'destroy'], 'links:write', { status: 204 }),
]
