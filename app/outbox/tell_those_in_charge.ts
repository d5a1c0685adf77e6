import { IS_IN_CHARGE } from '#models/accounts/membership'
import { messageOf, type MessageType } from '#messages'
import { PRIVATE_TYPES } from '#models/notifications/notification'
import { isWanted } from './wanted.js'

const PRIVATE = PRIVATE_TYPES.map((type) => `'${type}'`).join(', ')

/**
 * Needs the messages as `troubled` (id, business_id, subject_type, subject_id, booking_id,
 * attempts, request_id) in the same statement.
 */
export const tellThoseInCharge = (type: MessageType) => `
  insert into notifications
    (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id, data)
  select troubled.business_id, troubled.subject_type, troubled.subject_id, memberships.user_id, '${type}', 'in_app',
    concat_ws(':', '${type}', troubled.id, troubled.attempts, 'in_app', memberships.user_id),
    troubled.request_id, jsonb_build_object('notification_id', troubled.id)
  from troubled
    join memberships on memberships.business_id = troubled.business_id
    left join bookings on bookings.id = troubled.booking_id
    left join hosts on hosts.id = bookings.host_id
  where (${IS_IN_CHARGE} or memberships.user_id = hosts.user_id)
    and ${isWanted(`'${messageOf(type).event}'`, `'in_app'`)}
    and not exists (select from notifications private
      where private.id = troubled.id and private.type in (${PRIVATE}))
  on conflict (dedupe_key) do nothing`
