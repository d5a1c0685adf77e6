/**
 * SQL of whether a member, as `memberships`, wants to be told; `event` and `channel` are expressions.
 * Nobody has to ask for what is told: it is there until somebody switches it off.
 */
export const isWanted = (event: string, channel: string) => `not exists (
  select from muted_events as muted
   where muted.business_id = memberships.business_id and muted.user_id = memberships.user_id
     and muted.event = ${event} and muted.channel = ${channel})`

/** The same of `:event` on `channels.channel`. */
export const IS_WANTED = isWanted('cast(:event as text)', 'channels.channel')
