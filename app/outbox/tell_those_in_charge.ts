import { IS_IN_CHARGE } from '#models/accounts/membership'
import { messageOf, type MessageType, staffChannels } from '#messages'
import { PRIVATE_TYPES } from '#models/notifications/notification'
import { isWanted } from './wanted.js'

const PRIVATE = PRIVATE_TYPES.map((type) => `'${type}'`).join(', ')

const IS_HOST = 'memberships.user_id = hosts.user_id'

/**
 * Needs the messages as `troubled` (id, business_id, subject_type, subject_id, booking_id,
 * attempts, request_id) in the same statement.
 */
export const tellThoseInCharge = (type: MessageType) => {
  const message = messageOf(type)
  const channels = staffChannels(message).map((channel) => `('${channel}')`)
  return `
  insert into notifications
    (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id, data)
  select troubled.business_id, troubled.subject_type, troubled.subject_id, memberships.user_id, '${type}',
    channels.channel,
    concat_ws(':', '${type}', troubled.id, troubled.attempts, channels.channel, memberships.user_id),
    troubled.request_id, jsonb_build_object('notification_id', troubled.id)
  from troubled
    join memberships on memberships.business_id = troubled.business_id
    cross join (values ${channels.join(', ')}) as channels (channel)
    left join bookings on bookings.id = troubled.booking_id
    left join hosts on hosts.id = bookings.host_id
  where (${IS_IN_CHARGE}${message.staff === 'host' ? ` or ${IS_HOST}` : ''})
    and ${isWanted(`'${message.event}'`, 'channels.channel')}
    and not exists (select from notifications private
      where private.id = troubled.id and private.type in (${PRIVATE}))
  on conflict (dedupe_key) do nothing`
}
