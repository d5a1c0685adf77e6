import { calendarFeedShape, newCalendarFeedShape } from '#shapes/availability/calendar_feed'
import { calendarConnectionShape } from '#shapes/availability/calendar_connection'
import { blockShape, overrideShape, weekShape } from '#shapes/availability/opening'
import {
  get,
  keepingKey,
  patch,
  post,
  put,
  remove,
  V1,
  type Operation,
} from '#start/routes/api/operation'
import {
  blockListQuery,
  newBlockValidator,
  overrideListQuery,
  overrideRemovalQuery,
  overrideValidator,
  weekValidator,
} from '#validators/api/availability'
import { calendarChoiceOrder, feedChangeOrder, newFeedOrder } from '#validators/api/calendars'
import { nothingSent } from '#validators/api/nothing'
import { pagedQuery } from '#validators/api/query'

const Blocks = () => import('#controllers/api/v1/availability/blocks_controller')
const CalendarConnections = () =>
  import('#controllers/api/v1/availability/calendar_connections_controller')
const CalendarFeeds = () => import('#controllers/api/v1/availability/calendar_feeds_controller')
const Overrides = () => import('#controllers/api/v1/availability/overrides_controller')
const WeeklyHours = () => import('#controllers/api/v1/availability/weekly_hours_controller')

const block = { one: blockShape }
const connection = { one: calendarConnectionShape, feature: 'calendars' } as const
const feed = { one: calendarFeedShape }
const newFeed = { one: newCalendarFeedShape }
const week = { one: weekShape }

// prettier-ignore
export const availabilityOperations: readonly Operation[] = [
  get(`${V1}/hosts/:id/hours`, [WeeklyHours, 'show'], 'availability:read', week),
  put(`${V1}/hosts/:id/hours`, [WeeklyHours, 'update'], 'availability:write', { body: weekValidator, ...week }),
  get(`${V1}/hosts/:id/overrides`, [Overrides, 'index'], 'availability:read', { query: overrideListQuery, list: overrideShape }),
  get(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'show'], 'availability:read', { one: overrideShape }),
  put(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'update'], 'availability:write', { body: overrideValidator, one: overrideShape }),
  remove(`${V1}/hosts/:id/overrides/:date`, [Overrides, 'destroy'], 'availability:write', { query: overrideRemovalQuery, status: 204 }),
  get(`${V1}/blocks`, [Blocks, 'index'], 'availability:read', { query: blockListQuery, list: blockShape }),
  post(`${V1}/blocks`, [Blocks, 'store'], 'availability:write', { body: newBlockValidator, ...block, status: 201, ...keepingKey }),
  get(`${V1}/blocks/:id`, [Blocks, 'show'], 'availability:read', block),
  remove(`${V1}/blocks/:id`, [Blocks, 'destroy'], 'availability:write', { status: 204 }),
  get(`${V1}/calendar-connections`, [CalendarConnections, 'index'], 'availability:read', { query: pagedQuery, list: calendarConnectionShape, feature: 'calendars' }),
  get(`${V1}/calendar-connections/:id`, [CalendarConnections, 'show'], 'availability:read', connection),
  patch(`${V1}/calendar-connections/:id`, [CalendarConnections, 'update'], 'availability:write', { body: calendarChoiceOrder, ...connection }),
  get(`${V1}/calendar-feeds`, [CalendarFeeds, 'index'], 'bookings:read', { query: pagedQuery, list: calendarFeedShape }),
  post(`${V1}/calendar-feeds`, [CalendarFeeds, 'store'], 'bookings:write', { body: newFeedOrder, ...newFeed, status: 201 }),
  get(`${V1}/calendar-feeds/:id`, [CalendarFeeds, 'show'], 'bookings:read', feed),
  patch(`${V1}/calendar-feeds/:id`, [CalendarFeeds, 'update'], 'bookings:write', { body: feedChangeOrder, ...feed }),
  post(`${V1}/calendar-feeds/:id/rotate`, [CalendarFeeds, 'rotate'], 'bookings:write', { body: nothingSent, ...newFeed }),
  remove(`${V1}/calendar-feeds/:id`, [CalendarFeeds, 'destroy'], 'bookings:write', { status: 204 }),
  post(`${V1}/calendar-connections/:id/sync`, [CalendarConnections, 'sync'], 'availability:write', { body: nothingSent, ...connection }),
  remove(`${V1}/calendar-connections/:id`, [CalendarConnections, 'destroy'], 'availability:write', { status: 204, feature: 'calendars' }),
]
