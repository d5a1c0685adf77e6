import router from '@adonisjs/core/services/router'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { Feature } from '#config/features'
import type { Scope } from '#models/keys/scopes'
import { blockShape, overrideShape, weekShape } from '#shapes/availability/opening'
import { scheduledDateShape, scheduleShape } from '#shapes/availability/schedule'
import { besideBookingShapes, bookingNotesShape } from '#shapes/bookings/booking_beside'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { moveRequestShape } from '#shapes/bookings/move_request'
import { scheduledMeetingShape } from '#shapes/bookings/scheduled_meeting'
import { linkNumbersShape } from '#shapes/links/link_numbers'
import { linkRecordShape } from '#shapes/links/link_record'
import { newOneTimeShape, oneTimeShape } from '#shapes/links/one_time_record'
import { templateShape } from '#shapes/links/template'
import { pageRecordShape } from '#shapes/pages/page_record'
import { hostShape } from '#shapes/people/host'
import { activityShape } from '#shapes/clients/activity'
import { besideClientShapes } from '#shapes/clients/client_beside'
import { clientNoteShape, clientRecordShape } from '#shapes/clients/client_record'
import { enquiryShape } from '#shapes/enquiries/enquiry'
import { auditShape } from '#shapes/history/audit_record'
import { notificationShape, outgoingShape } from '#shapes/notifications/notification'
import { analyticsShape, visitRowsShape } from '#shapes/numbers/analytics'
import { questionsShape } from '#shapes/services/question'
import { serviceHoursShape } from '#shapes/services/service_hours'
import { serviceRecordShape } from '#shapes/services/service_record'
import { besideSessionShapes } from '#shapes/sessions/session_beside'
import { sessionRecordShape } from '#shapes/sessions/session_record'
import { bookingSettingsShape, pageLinkShape } from '#shapes/settings/booking_settings'
import { businessRecordShape } from '#shapes/settings/business_record'
import { waitlistEntryShape } from '#shapes/waitlist/waitlist_entry'
import {
  newWebhookShape,
  webhookDeliveryRecordShape,
  webhookDeliveryShape,
  webhookShape,
} from '#shapes/webhooks/webhook_record'
import { keyStack, middleware } from '#start/kernel'
import {
  blockListQuery,
  newBlockValidator,
  overrideListQuery,
  overrideRemovalQuery,
  overrideValidator,
  weekValidator,
} from '#validators/api/availability'
import {
  addressOrder,
  bookingNotesOrder,
  reassignmentOrder,
  newSeriesValidator,
  bookingChangeValidator,
  bookingListQuery,
  bookingQuery,
  cancellationOrder,
  moveOrder,
  newBookingValidator,
  rejectionOrder,
} from '#validators/api/bookings'
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
import {
  clientBlockOrder,
  clientChangeValidator,
  clientListQuery,
  clientNoteValidator,
  clientReadQuery,
  clientTagValidator,
  mergeOrder,
  newClientValidator,
} from '#validators/api/clients'
import { businessChangeValidator } from '#validators/api/business'
import { enquiryListQuery } from '#validators/api/enquiries'
import { auditQuery } from '#validators/api/history'
import { nothingSent } from '#validators/api/nothing'
import { hostListQuery } from '#validators/api/people'
import { messageQuery, notificationQuery } from '#validators/api/notifications'
import { analyticsQuery, visitNumbersQuery } from '#validators/api/numbers'
import { pagedQuery } from '#validators/api/query'
import {
  meetingListQuery,
  meetingTypeListQuery,
  newMeetingTypeOrder,
  newPageOrder,
  pageChangeOrder,
  pageListQuery,
  scheduledDateOrder,
  scheduledDatesQuery,
  scheduleOrder,
  scheduleQuery,
} from '#validators/api/scheduling'
import {
  newServiceValidator,
  questionsOrder,
  serviceCopyOrder,
  serviceHoursOrder,
  serviceChangeValidator,
  serviceListQuery,
} from '#validators/api/services'
import {
  newPlacesValidator,
  newSeatValidator,
  newSessionValidator,
  sessionCancellationOrder,
  sessionListQuery,
  sessionMoveOrder,
  sessionReadQuery,
} from '#validators/api/sessions'
import { settingsChangeValidator } from '#validators/api/settings'
import { newWaitlistEntryValidator, waitlistQuery } from '#validators/api/waitlist'
import {
  newWebhookValidator,
  webhookChangeValidator,
  webhookDeliveryQuery,
} from '#validators/api/webhooks'

const OwnerAgents = () => import('#controllers/api/agents/owner_agents_controller')
const Approvals = () => import('#controllers/api/v1/bookings/approvals_controller')
const Attendances = () => import('#controllers/api/v1/bookings/attendances_controller')
const Blocks = () => import('#controllers/api/v1/availability/blocks_controller')
const Bookings = () => import('#controllers/api/v1/bookings/bookings_controller')
const Cancellations = () => import('#controllers/api/v1/bookings/cancellations_controller')
const CalendarConnections = () =>
  import('#controllers/api/v1/availability/calendar_connections_controller')
const ClientBlocks = () => import('#controllers/api/v1/clients/client_blocks_controller')
const ClientMerges = () => import('#controllers/api/v1/clients/client_merges_controller')
const ClientNotes = () => import('#controllers/api/v1/clients/client_notes_controller')
const Clients = () => import('#controllers/api/v1/clients/clients_controller')
const ClientTags = () => import('#controllers/api/v1/clients/client_tags_controller')
const Hosts = () => import('#controllers/api/v1/people/hosts_controller')
const LinkNumbers = () => import('#controllers/api/v1/links/link_numbers_controller')
const Links = () => import('#controllers/api/v1/links/links_controller')
const MeetingTypes = () => import('#controllers/api/v1/services/meeting_types_controller')
const BookingNotes = () => import('#controllers/api/v1/bookings/booking_notes_controller')
const ClientAddresses = () => import('#controllers/api/v1/bookings/client_addresses_controller')
const MoveRequests = () => import('#controllers/api/v1/bookings/move_requests_controller')
const Reassignments = () => import('#controllers/api/v1/bookings/reassignments_controller')
const Series = () => import('#controllers/api/v1/bookings/series_controller')
const Moves = () => import('#controllers/api/v1/bookings/moves_controller')
const OneTimeDecisions = () => import('#controllers/api/v1/links/one_time_decisions_controller')
const OneTimeLinks = () => import('#controllers/api/v1/links/one_time_links_controller')
const Overrides = () => import('#controllers/api/v1/availability/overrides_controller')
const Pages = () => import('#controllers/api/v1/pages/pages_controller')
const Rejections = () => import('#controllers/api/v1/bookings/rejections_controller')
const ScheduledDates = () => import('#controllers/api/v1/availability/scheduled_dates_controller')
const ScheduledMeetings = () => import('#controllers/api/v1/bookings/scheduled_meetings_controller')
const Schedules = () => import('#controllers/api/v1/availability/schedules_controller')
const Settings = () => import('#controllers/api/v1/settings/booking_settings_controller')
const ServiceCopies = () => import('#controllers/api/v1/services/service_copies_controller')
const ServiceHours = () => import('#controllers/api/v1/services/service_hours_controller')
const ServiceQuestions = () => import('#controllers/api/v1/services/service_questions_controller')
const Services = () => import('#controllers/api/v1/services/services_controller')
const TemplateUses = () => import('#controllers/api/v1/links/template_uses_controller')
const Templates = () => import('#controllers/api/v1/links/templates_controller')
const Analytics = () => import('#controllers/api/v1/numbers/analytics_controller')
const Audit = () => import('#controllers/api/v1/history/audit_controller')
const Business = () => import('#controllers/api/v1/settings/business_controller')
const Enquiries = () => import('#controllers/api/v1/enquiries/enquiries_controller')
const Messages = () => import('#controllers/api/v1/notifications/messages_controller')
const Notifications = () => import('#controllers/api/v1/notifications/notifications_controller')
const Seats = () => import('#controllers/api/v1/sessions/seats_controller')
const SessionCancellations = () =>
  import('#controllers/api/v1/sessions/session_cancellations_controller')
const SessionMoves = () => import('#controllers/api/v1/sessions/session_moves_controller')
const Sessions = () => import('#controllers/api/v1/sessions/sessions_controller')
const Waitlist = () => import('#controllers/api/v1/waitlist/waitlist_controller')
const WebhookDeliveries = () => import('#controllers/api/v1/webhooks/webhook_deliveries_controller')
const Webhooks = () => import('#controllers/api/v1/webhooks/webhooks_controller')
const WeeklyHours = () => import('#controllers/api/v1/availability/weekly_hours_controller')

type Validator = VineValidator<SchemaTypes, undefined>
type Handler = Parameters<typeof router.post>[1]

/** What is sent and answered; a description is generated from it. */
interface Sent {
  query?: Validator
  body?: Validator
  /** One of these, with the further fields that `?include=` names, */
  one?: Validator
  beside?: Record<string, SchemaTypes>
  /** or `{ data: [these], next_cursor }`; nothing where neither is named. */
  list?: Validator
  /** 409 where it is not there yet, and says so. */
  status?: 200 | 201 | 204 | 409
  /** Where a version of one thing is not told, and not asked for. */
  hasVersion?: false
  /** Where an installation may have it switched off. */
  feature?: Feature
  /** Its action keeps the `Idempotency-Key` with what it did, in one transaction. */
  keepsKey?: true
}

export interface Operation extends Sent {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  handler: Handler
  scope: Scope
}

const operation =
  (method: Operation['method']) =>
  (path: string, handler: Handler, scope: Scope, sent: Sent = {}): Operation => ({
    ...{ method, path, handler, scope, ...sent },
  })

const get = operation('GET')
const post = operation('POST')
const patch = operation('PATCH')
const put = operation('PUT')
const remove = operation('DELETE')
const V1 = '/api/v1'

const keyed = { keepsKey: true } as const
const block = { one: blockShape }
const week = { one: weekShape }
const booking = { one: bookingRecordShape }
const link = { one: linkRecordShape }
const oneTime = { one: oneTimeShape }
const newOneTime = { one: newOneTimeShape, status: 201 } as const
const page = { one: pageRecordShape }
const schedule = { one: scheduleShape }
const template = { one: templateShape }
const service = { one: serviceRecordShape }
const settings = { one: bookingSettingsShape }
const business = { one: businessRecordShape }
const enquiry = { one: enquiryShape }
const message = { one: outgoingShape }
const session = { one: sessionRecordShape }
const waiting = { one: waitlistEntryShape }
const client = { one: clientRecordShape }
const hook = { one: webhookShape, feature: 'webhooks' } as const
const newHook = { one: newWebhookShape, feature: 'webhooks' } as const
const clientNote = { one: clientNoteShape }

/** The business's own API, by key: address, controller, scope, and what is sent and answered. */
// prettier-ignore
export const operations: readonly Operation[] = [
  get(`${V1}/bookings`, [Bookings, 'index'], 'bookings:read', { query: bookingListQuery, list: bookingRecordShape }),
  post(`${V1}/bookings`, [Bookings, 'store'], 'bookings:write', { body: newBookingValidator, ...booking, status: 201, ...keyed }),
  post(`${V1}/bookings/series`, [Series, 'store'], 'bookings:write', { body: newSeriesValidator, list: bookingRecordShape, status: 201, ...keyed }),
  get(`${V1}/bookings/:id`, [Bookings, 'show'], 'bookings:read', { query: bookingQuery, ...booking, beside: besideBookingShapes }),
  patch(`${V1}/bookings/:id`, [Bookings, 'update'], 'bookings:write', { body: bookingChangeValidator, ...booking }),
  post(`${V1}/bookings/:id/approve`, [Approvals, 'store'], 'bookings:write', { body: nothingSent, ...booking, ...keyed }),
  post(`${V1}/bookings/:id/reject`, [Rejections, 'store'], 'bookings:write', { body: rejectionOrder, ...booking, ...keyed }),
  post(`${V1}/bookings/:id/cancel`, [Cancellations, 'store'], 'bookings:write', { body: cancellationOrder, ...booking, ...keyed }),
  post(`${V1}/bookings/:id/reschedule`, [Moves, 'store'], 'bookings:write', { body: moveOrder, ...booking, ...keyed }),
  get(`${V1}/bookings/:id/move-request`, [MoveRequests, 'show'], 'bookings:read', { one: moveRequestShape }),
  post(`${V1}/bookings/:id/move-request/approve`, [MoveRequests, 'approve'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/bookings/:id/move-request/reject`, [MoveRequests, 'reject'], 'bookings:write', { body: rejectionOrder, ...booking }),
  post(`${V1}/bookings/:id/reassign`, [Reassignments, 'store'], 'bookings:write', { body: reassignmentOrder, ...booking }),
  post(`${V1}/bookings/:id/address`, [ClientAddresses, 'store'], 'bookings:write', { body: addressOrder, ...booking }),
  get(`${V1}/bookings/:id/notes`, [BookingNotes, 'show'], 'bookings:read', { one: bookingNotesShape }),
  patch(`${V1}/bookings/:id/notes`, [BookingNotes, 'update'], 'bookings:write', { body: bookingNotesOrder, one: bookingNotesShape }),
  post(`${V1}/bookings/:id/complete`, [Attendances, 'complete'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/bookings/:id/no-show`, [Attendances, 'noShow'], 'bookings:write', { body: nothingSent, ...booking }),

  get(`${V1}/services`, [Services, 'index'], 'services:read', { query: serviceListQuery, list: serviceRecordShape }),
  post(`${V1}/services`, [Services, 'store'], 'services:write', { body: newServiceValidator, ...service, status: 201 }),
  get(`${V1}/services/:id`, [Services, 'show'], 'services:read', service),
  patch(`${V1}/services/:id`, [Services, 'update'], 'services:write', { body: serviceChangeValidator, ...service }),
  post(`${V1}/services/:id/archive`, [Services, 'archive'], 'services:write', { body: nothingSent, ...service }),
  post(`${V1}/services/:id/template`, [TemplateUses, 'service'], 'services:write', { body: templateUseOrder, ...service }),
  post(`${V1}/services/:id/restore`, [Services, 'restore'], 'services:write', { body: nothingSent, ...service }),

  get(`${V1}/services/:id/questions`, [ServiceQuestions, 'show'], 'services:read', { one: questionsShape }),
  put(`${V1}/services/:id/questions`, [ServiceQuestions, 'update'], 'services:write', { body: questionsOrder, one: questionsShape }),
  get(`${V1}/services/:id/hours`, [ServiceHours, 'show'], 'services:read', { one: serviceHoursShape }),
  put(`${V1}/services/:id/hours`, [ServiceHours, 'update'], 'services:write', { body: serviceHoursOrder, one: serviceHoursShape }),
  post(`${V1}/services/:id/duplicate`, [ServiceCopies, 'store'], 'services:write', { body: serviceCopyOrder, ...service, status: 201 }),

  get(`${V1}/hosts`, [Hosts, 'index'], 'people:read', { query: hostListQuery, list: hostShape }),
  get(`${V1}/hosts/:id`, [Hosts, 'show'], 'people:read', { one: hostShape }),

  get(`${V1}/hosts/:id/hours`, [WeeklyHours, 'show'], 'availability:read', week),
  put(`${V1}/hosts/:id/hours`, [WeeklyHours, 'update'], 'availability:write', { body: weekValidator, ...week }),
  get(`${V1}/hosts/:id/overrides`, [Overrides, 'index'], 'availability:read', { query: overrideListQuery, list: overrideShape }),
  get(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'show'], 'availability:read', { one: overrideShape }),
  put(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'update'], 'availability:write', { body: overrideValidator, one: overrideShape }),
  remove(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'destroy'], 'availability:write', { query: overrideRemovalQuery, status: 204 }),
  get(`${V1}/blocks`, [Blocks, 'index'], 'availability:read', { query: blockListQuery, list: blockShape }),
  post(`${V1}/blocks`, [Blocks, 'store'], 'availability:write', { body: newBlockValidator, ...block, status: 201 }),
  get(`${V1}/blocks/:id`, [Blocks, 'show'], 'availability:read', block),
  remove(`${V1}/blocks/:id`, [Blocks, 'destroy'], 'availability:write', { status: 204 }),

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

  get(`${V1}/settings`, [Settings, 'show'], 'settings:read', settings),
  patch(`${V1}/settings`, [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),

  // As seed 000 names them.
  get('/bookings/links', [Links, 'index'], 'links:read', { query: linkListQuery, list: linkRecordShape }),
  post('/bookings/links', [Links, 'store'], 'links:write', { body: newLinkOrder, ...link, status: 201 }),
  get('/bookings/links/:id', [Links, 'show'], 'links:read', link),
  patch('/bookings/links/:id', [Links, 'update'], 'links:write', { body: linkChangeOrder, ...link }),
  post('/bookings/links/:id:duplicate', [Links, 'duplicate'], 'links:write', { body: linkCopyOrder, ...link, status: 201 }),
  post('/bookings/links/:id:toggle', [Links, 'toggle'], 'links:write', { body: nothingSent, ...link }),
  post('/bookings/links/:id/one-time', [OneTimeLinks, 'storeOfLink'], 'links:write', { body: oneTimeOfLinkOrder, ...newOneTime }),
  get('/bookings/links/:id/analytics', [LinkNumbers, 'show'], 'links:read', { query: linkNumbersQuery, one: linkNumbersShape, hasVersion: false }),

  // Clients.
  get(`${V1}/clients`, [Clients, 'index'], 'clients:read', { query: clientListQuery, list: clientRecordShape }),
  post(`${V1}/clients`, [Clients, 'store'], 'clients:write', { body: newClientValidator, ...client, status: 201, ...keyed }),
  get(`${V1}/clients/:id`, [Clients, 'show'], 'clients:read', { query: clientReadQuery, ...client, beside: besideClientShapes }),
  patch(`${V1}/clients/:id`, [Clients, 'update'], 'clients:write', { body: clientChangeValidator, ...client }),
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

  // Sessions, the seats in them, and who waits.
  get(`${V1}/sessions`, [Sessions, 'index'], 'bookings:read', { query: sessionListQuery, list: sessionRecordShape }),
  post(`${V1}/sessions`, [Sessions, 'store'], 'bookings:write', { body: newSessionValidator, ...session, status: 201 }),
  get(`${V1}/sessions/:id`, [Sessions, 'show'], 'bookings:read', { query: sessionReadQuery, ...session, beside: besideSessionShapes }),
  patch(`${V1}/sessions/:id`, [Sessions, 'update'], 'bookings:write', { body: newPlacesValidator, ...session }),
  post(`${V1}/sessions/:id/move`, [SessionMoves, 'store'], 'bookings:write', { body: sessionMoveOrder, ...session }),
  post(`${V1}/sessions/:id/cancel`, [SessionCancellations, 'store'], 'bookings:write', { body: sessionCancellationOrder, ...session }),
  post(`${V1}/sessions/:id/seats`, [Seats, 'store'], 'bookings:write', { body: newSeatValidator, ...booking, status: 201, ...keyed }),
  post(`${V1}/sessions/:id/seats/:seat/check-in`, [Seats, 'checkIn'], 'bookings:write', { body: nothingSent, ...booking }),
  post(`${V1}/sessions/:id/seats/:seat/no-show`, [Seats, 'noShow'], 'bookings:write', { body: nothingSent, ...booking }),
  get(`${V1}/waitlist`, [Waitlist, 'index'], 'bookings:read', { query: waitlistQuery, list: waitlistEntryShape }),
  post(`${V1}/waitlist`, [Waitlist, 'store'], 'bookings:write', { body: newWaitlistEntryValidator, ...waiting, status: 201 }),
  get(`${V1}/waitlist/:id`, [Waitlist, 'show'], 'bookings:read', waiting),
  post(`${V1}/waitlist/:id/offer`, [Waitlist, 'offer'], 'bookings:write', { body: nothingSent, ...waiting }),
  remove(`${V1}/waitlist/:id`, [Waitlist, 'destroy'], 'bookings:write', { status: 204 }),

  // Webhooks.
  get(`${V1}/webhooks`, [Webhooks, 'index'], 'webhooks:read', { query: pagedQuery, list: webhookShape, feature: 'webhooks' }),
  post(`${V1}/webhooks`, [Webhooks, 'store'], 'webhooks:write', { body: newWebhookValidator, ...newHook, status: 201 }),
  get(`${V1}/webhooks/:id`, [Webhooks, 'show'], 'webhooks:read', hook),
  patch(`${V1}/webhooks/:id`, [Webhooks, 'update'], 'webhooks:write', { body: webhookChangeValidator, ...hook }),
  remove(`${V1}/webhooks/:id`, [Webhooks, 'destroy'], 'webhooks:write', { status: 204, feature: 'webhooks' }),
  post(`${V1}/webhooks/:id/pause`, [Webhooks, 'pause'], 'webhooks:write', { body: nothingSent, ...hook }),
  post(`${V1}/webhooks/:id/resume`, [Webhooks, 'resume'], 'webhooks:write', { body: nothingSent, ...hook }),
  post(`${V1}/webhooks/:id/rotate`, [Webhooks, 'rotate'], 'webhooks:write', { body: nothingSent, ...newHook }),
  post(`${V1}/webhooks/:id/test`, [Webhooks, 'test'], 'webhooks:write', { body: nothingSent, status: 204, feature: 'webhooks' }),
  get(`${V1}/webhooks/:id/deliveries`, [WebhookDeliveries, 'index'], 'webhooks:read', { query: webhookDeliveryQuery, list: webhookDeliveryShape, feature: 'webhooks' }),
  get(`${V1}/webhooks/:id/deliveries/:delivery`, [WebhookDeliveries, 'show'], 'webhooks:read', { one: webhookDeliveryRecordShape, hasVersion: false, feature: 'webhooks' }),
  post(`${V1}/webhooks/:id/deliveries/:delivery/resend`, [WebhookDeliveries, 'store'], 'webhooks:write', { body: nothingSent, one: webhookDeliveryRecordShape, hasVersion: false, feature: 'webhooks' }),

  // Notifications, messages, numbers, history, enquiries and the business itself.
  get(`${V1}/notifications`, [Notifications, 'index'], 'bookings:read', { query: notificationQuery, list: notificationShape }),
  post(`${V1}/notifications/read`, [Notifications, 'readAll'], 'bookings:write', { body: nothingSent, status: 204 }),
  post(`${V1}/notifications/:id/read`, [Notifications, 'read'], 'bookings:write', { body: nothingSent, one: notificationShape }),
  get(`${V1}/messages`, [Messages, 'index'], 'bookings:read', { query: messageQuery, list: outgoingShape }),
  get(`${V1}/messages/:id`, [Messages, 'show'], 'bookings:read', message),
  post(`${V1}/messages/:id/resend`, [Messages, 'store'], 'bookings:write', { body: nothingSent, ...message }),
  get(`${V1}/analytics`, [Analytics, 'show'], 'reports:read', { query: analyticsQuery, one: analyticsShape, hasVersion: false }),
  get(`${V1}/analytics/visits`, [Analytics, 'visits'], 'reports:read', { query: visitNumbersQuery, one: visitRowsShape, hasVersion: false }),
  get(`${V1}/audit`, [Audit, 'index'], 'settings:read', { query: auditQuery, list: auditShape }),
  get(`${V1}/enquiries`, [Enquiries, 'index'], 'clients:read', { query: enquiryListQuery, list: enquiryShape }),
  get(`${V1}/enquiries/:id`, [Enquiries, 'show'], 'clients:read', enquiry),
  post(`${V1}/enquiries/:id/answer`, [Enquiries, 'answer'], 'clients:write', { body: nothingSent, ...enquiry }),
  post(`${V1}/enquiries/:id/reopen`, [Enquiries, 'reopen'], 'clients:write', { body: nothingSent, ...enquiry }),
  get(`${V1}/business`, [Business, 'show'], 'settings:read', business),
  patch(`${V1}/business`, [Business, 'update'], 'settings:write', { body: businessChangeValidator, ...business }),

  // As seed 001 names them.
  get('/api/booking/settings', [Settings, 'show'], 'settings:read', settings),
  put('/api/booking/settings', [Settings, 'update'], 'settings:write', { body: settingsChangeValidator, ...settings }),
  get('/api/booking/requests', [Bookings, 'requests'], 'bookings:read', { query: bookingListQuery, list: bookingRecordShape }),
  post('/api/booking/requests/:id/approve', [Approvals, 'store'], 'bookings:write', { body: nothingSent, ...booking, ...keyed }),
  post('/api/booking/requests/:id/reject', [Rejections, 'store'], 'bookings:write', { body: rejectionOrder, ...booking, ...keyed }),
  get('/api/booking/link', [Settings, 'link'], 'links:read', { one: pageLinkShape, hasVersion: false }),

  // As seed 002 names them.
  get(`${V1}/scheduling/pages`, [Pages, 'index'], 'people:read', { query: pageListQuery, list: pageRecordShape }),
  post(`${V1}/scheduling/pages`, [Pages, 'store'], 'people:write', { body: newPageOrder, ...page, status: 201 }),
  get(`${V1}/scheduling/pages/:page`, [Pages, 'show'], 'people:read', page),
  put(`${V1}/scheduling/pages/:page`, [Pages, 'update'], 'people:write', { body: pageChangeOrder, ...page }),
  remove(`${V1}/scheduling/pages/:page`, [Pages, 'destroy'], 'people:write', { status: 204 }),
  get(`${V1}/scheduling/meeting-types`, [MeetingTypes, 'index'], 'services:read', { query: meetingTypeListQuery, list: serviceRecordShape }),
  post(`${V1}/scheduling/meeting-types`, [MeetingTypes, 'store'], 'services:write', { body: newMeetingTypeOrder, ...service, status: 201 }),
  get(`${V1}/scheduling/meeting-types/:id`, [Services, 'show'], 'services:read', service),
  put(`${V1}/scheduling/meeting-types/:id`, [Services, 'update'], 'services:write', { body: serviceChangeValidator, ...service }),
  remove(`${V1}/scheduling/meeting-types/:id`, [MeetingTypes, 'destroy'], 'services:write', { status: 204 }),
  get(`${V1}/scheduling/availability`, [Schedules, 'show'], 'availability:read', { query: scheduleQuery, ...schedule }),
  put(`${V1}/scheduling/availability`, [Schedules, 'update'], 'availability:write', { body: scheduleOrder, ...schedule }),
  get(`${V1}/scheduling/overrides`, [ScheduledDates, 'index'], 'availability:read', { query: scheduledDatesQuery, list: scheduledDateShape }),
  post(`${V1}/scheduling/overrides`, [ScheduledDates, 'store'], 'availability:write', { body: scheduledDateOrder, one: scheduledDateShape, status: 201 }),
  remove(`${V1}/scheduling/overrides/:id`, [ScheduledDates, 'destroy'], 'availability:write', { query: overrideRemovalQuery, status: 204 }),
  get(`${V1}/scheduling/meetings`, [ScheduledMeetings, 'index'], 'bookings:read', { query: meetingListQuery, list: scheduledMeetingShape }),
  get(`${V1}/calendar/connect/:provider`, [CalendarConnections, 'show'], 'availability:read', { status: 409 }),
]

/** Within what a bigint holds. */
const numeric = { match: /^[1-9]\d{0,14}$/, cast: Number }

/** "7:toggle", as it is or percent-encoded; a parameter's name is all that follows its colon. */
const before = (verb: string) => ({
  match: new RegExp(`^[1-9]\\d{0,14}(:|%3A)${verb}$`, 'i'),
  cast: (value: string) => Number.parseInt(value, 10),
})

router
  .group(() => {
    for (const { method, path, handler, scope, feature, keepsKey } of operations) {
      router
        .route(path, [method], handler)
        .as(`${method} ${path}`.toLowerCase().replace(/[^a-z]+/g, '_'))
        .use([
          ...(feature ? [middleware.requireFeature(feature)] : []),
          middleware.scope(scope),
          ...(method === 'POST' && !keepsKey ? [middleware.answerOnce()] : []),
        ])
    }
  })
  .where('id', numeric)
  .where('id:duplicate', before('duplicate'))
  .where('id:toggle', before('toggle'))
  .where('note', numeric)
  .where('seat', numeric)
  .where('delivery', numeric)
  .as('api.v1')
  .use([middleware.requireFeature('api'), ...keyStack])

/** For agents of a business, by the Model Context Protocol; each tool has a scope of its own. */
router
  .post('/mcp', [OwnerAgents, 'store'])
  .as('api.keyed.agents')
  .use([middleware.requireFeature('api'), ...keyStack])
