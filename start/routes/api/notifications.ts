import { messageSampleShape, messageTextShape } from '#shapes/notifications/message_text'
import { notificationShape, outgoingShape } from '#shapes/notifications/notification'
import { get, post, put, remove, V1, type Operation } from '#start/routes/api/operation'
import { nothingSent } from '#validators/api/nothing'
import {
  messageQuery,
  messageSampleOrder,
  messageTextOrder,
  messageTextQuery,
  notificationQuery,
} from '#validators/api/notifications'

const Messages = () => import('#controllers/api/v1/notifications/messages_controller')
const MessageSamples = () => import('#controllers/api/v1/notifications/message_samples_controller')
const MessageTexts = () => import('#controllers/api/v1/notifications/message_texts_controller')
const Notifications = () => import('#controllers/api/v1/notifications/notifications_controller')

const message = { one: outgoingShape }
const text = { one: messageTextShape }

// prettier-ignore
export const notificationOperations: readonly Operation[] = [
  get(`${V1}/notifications`, [Notifications, 'index'], 'bookings:read', { query: notificationQuery, list: notificationShape }),
  post(`${V1}/notifications/read`, [Notifications, 'readAll'], 'bookings:write', { body: nothingSent, status: 204 }),
  post(`${V1}/notifications/:id/read`, [Notifications, 'read'], 'bookings:write', { body: nothingSent, one: notificationShape }),
  get(`${V1}/messages`, [Messages, 'index'], 'bookings:read', { query: messageQuery, list: outgoingShape }),
  get(`${V1}/messages/:id`, [Messages, 'show'], 'bookings:read', message),
  post(`${V1}/messages/:id/resend`, [Messages, 'store'], 'bookings:write', { body: nothingSent, ...message }),
  get(`${V1}/message-texts`, [MessageTexts, 'index'], 'settings:read', { query: messageTextQuery, list: messageTextShape }),
  get(`${V1}/message-texts/:message/:language`, [MessageTexts, 'show'], 'settings:read', text),
  put(`${V1}/message-texts/:message/:language`, [MessageTexts, 'update'], 'settings:write', { body: messageTextOrder, ...text }),
  post(`${V1}/message-texts/:message/:language/preview`, [MessageSamples, 'show'], 'settings:write', { body: messageSampleOrder, one: messageSampleShape, hasVersion: false }),
  post(`${V1}/message-texts/:message/:language/test`, [MessageSamples, 'store'], 'settings:write', { body: messageSampleOrder, status: 204 }),
  remove(`${V1}/message-texts/:message/:language`, [MessageTexts, 'destroy'], 'settings:write', { status: 204 }),
]
