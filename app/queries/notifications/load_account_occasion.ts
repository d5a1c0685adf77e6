import { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import Service from '#models/services/service'

/** Null when its recipient is gone. */
export async function loadAccountOccasion({ id, businessId, userId }: Notification) {
  const membership = await Membership.query()
    .where({ businessId, userId: userId ?? 0 })
    .preload('user')
    .preload('business')
    .first()
  if (!membership) return null
  const { user, business } = membership

  // An empty booking that is never stored: mails need one for their recipient and language.
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
