import { message } from '../message.js'

/** A place is kept for somebody who has no mail address, so somebody has to call them. */
export const waitlistToCall = message({
  type: 'waitlist_to_call',
  webhook: 'waitlist.offered',
  staff: 'in_charge',
  event: 'call',
  inApp: {
    says: ({ data }, t) =>
      t('owner.notifications.news.waitlist_to_call', { service: data.service }),
    leadsTo: ({ data }) =>
      typeof data.sessionId === 'number'
        ? { route: 'owner.group_sessions.show', id: data.sessionId, part: 'waiting' }
        : { route: 'owner.days.show' },
    asksWhile: `exists (
      select from waitlist_offers where entry_id = notifications.subject_id
        and status = 'open' and expires_at > clock_timestamp())`,
  },
})
