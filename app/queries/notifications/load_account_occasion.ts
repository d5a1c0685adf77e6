import { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import Service from '#models/services/service'

/** What a mail about a user's own account speaks about; null when its reader is gone. */
export async function loadAccountOccasion({ id, businessId, userId }: Notification) {
  const membership = await Membership.query()
    .where({ businessId, userId: userId ?? 0 })
    .preload('user')
    .preload('business')
    .first()
  if (!membership) return null
  const { user, business } = membership

  // Whose mail it is and how it is written; a booking of no time, never stored.
  const now = DateTime.utc()
  const none = new Booking().merge({
    businessId,
    startsAt: now,
    endsAt: now,
    clientName: '',
    clientTimeZone: business.timeZone,
    clientLocale: business.locale,
    calendarUid: `account-${id}`,
  })
  none.$setRelated('business', business)
  none.$setRelated('service', new Service())
  none.$setRelated('host', new Host().merge({ timeZone: business.timeZone }))
  return { booking: none, staff: user, change: null, move: null, agenda: [], inReplyTo: null }
}
