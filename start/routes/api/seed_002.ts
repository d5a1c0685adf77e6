import { calendarConnectingShape } from '#shapes/availability/calendar_connecting'
import { scheduleShape, scheduledDateShape } from '#shapes/availability/schedule'
import { scheduledMeetingShape } from '#shapes/bookings/scheduled_meeting'
import { pageRecordShape } from '#shapes/pages/page_record'
import { serviceRecordShape } from '#shapes/services/service_record'
import { get, post, put, remove, V1, type Operation } from '#start/routes/api/operation'
import { overrideRemovalQuery } from '#validators/api/availability'
import {
  meetingListQuery,
  meetingTypeListQuery,
  newMeetingTypeOrder,
  newPageOrder,
  pageChangeOrder,
  pageListQuery,
  scheduleOrder,
  scheduleQuery,
  scheduledDateOrder,
  scheduledDatesQuery,
} from '#validators/api/scheduling'
import { serviceChangeValidator } from '#validators/api/services'

const CalendarPages = () => import('#controllers/api/v1/availability/calendar_pages_controller')
const MeetingTypes = () => import('#controllers/api/v1/services/meeting_types_controller')
const Pages = () => import('#controllers/api/v1/pages/pages_controller')
const ScheduledDates = () => import('#controllers/api/v1/availability/scheduled_dates_controller')
const ScheduledMeetings = () => import('#controllers/api/v1/bookings/scheduled_meetings_controller')
const Schedules = () => import('#controllers/api/v1/availability/schedules_controller')
const Services = () => import('#controllers/api/v1/services/services_controller')

const page = { one: pageRecordShape }
const schedule = { one: scheduleShape }
const service = { one: serviceRecordShape }

/** As seed 002 names them. */
// prettier-ignore
export const seed002Operations: readonly Operation[] = [
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
  get(`${V1}/calendar/connect/:provider`, [CalendarPages, 'show'], 'availability:read', { one: calendarConnectingShape, hasVersion: false, needsSetUp: true, feature: 'calendars' }),
]
