/** SQL: each device of a member, as `memberships`, on the channel `push`; else one row without any. */
export const DEVICES = `
  left join push_devices on channels.channel = 'push' and push_devices.user_id = memberships.user_id`

/** SQL: on the channel `push`, they switched it on somewhere. */
export const HAS_DEVICE = `(channels.channel <> 'push' or push_devices.id is not null)`
