import { linkNumbersShape } from '#shapes/links/link_numbers'
import { linkRecordShape } from '#shapes/links/link_record'
import { newOneTimeShape } from '#shapes/links/one_time_record'
import { get, patch, post, type Operation } from '#start/routes/api/operation'
import {
  linkChangeOrder,
  linkCopyOrder,
  linkListQuery,
  linkNumbersQuery,
  newLinkOrder,
  oneTimeOfLinkOrder,
} from '#validators/api/links'
import { nothingSent } from '#validators/api/nothing'

const LinkNumbers = () => import('#controllers/api/v1/links/link_numbers_controller')
const Links = () => import('#controllers/api/v1/links/links_controller')
const OneTimeLinks = () => import('#controllers/api/v1/links/one_time_links_controller')

const link = { one: linkRecordShape }
const newOneTime = { one: newOneTimeShape, status: 201 } as const

/** Booking links as seed 000 names them. */
// prettier-ignore
export const seed000Operations: readonly Operation[] = [
  get('/bookings/links', [Links, 'index'], 'links:read', { query: linkListQuery, list: linkRecordShape }),
  post('/bookings/links', [Links, 'store'], 'links:write', { body: newLinkOrder, ...link, status: 201 }),
  get('/bookings/links/:id', [Links, 'show'], 'links:read', link),
  patch('/bookings/links/:id', [Links, 'update'], 'links:write', { body: linkChangeOrder, ...link }),
  post('/bookings/links/:id:duplicate', [Links, 'duplicate'], 'links:write', { body: linkCopyOrder, ...link, status: 201 }),
  post('/bookings/links/:id:toggle', [Links, 'toggle'], 'links:write', { body: nothingSent, ...link }),
  post('/bookings/links/:id/one-time', [OneTimeLinks, 'storeOfLink'], 'links:write', { body: oneTimeOfLinkOrder, ...newOneTime }),
  get('/bookings/links/:id/analytics', [LinkNumbers, 'show'], 'links:read', { query: linkNumbersQuery, one: linkNumbersShape, hasVersion: false }),
]
