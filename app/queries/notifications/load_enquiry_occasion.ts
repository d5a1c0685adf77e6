import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import Booking from '#models/bookings/booking'
import Enquiry from '#models/enquiries/enquiry'
import Host from '#models/availability/host'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import Service from '#models/services/service'

export async function loadEnquiryOccasion(
  { subjectId, userId }: Notification,
  client?: QueryClient
) {
  const enquiry = await Enquiry.query({ client }).where('id', subjectId).first()
  if (!enquiry) return null
  // One after another: a transaction has one connection, and preloads go out at once.
  await enquiry.load('business')
  await enquiry.load('service')
  const membership = await Membership.query({ client })
    .where({ businessId: enquiry.businessId, userId: userId ?? 0 })
    .preload('user')
    .first()
  if (!membership) return null
  return {
    booking: bookingFor(enquiry),
    staff: membership.user,
    change: null,
    move: null,
    agenda: [],
    inReplyTo: null,
    enquiry,
  }
}

function bookingFor(enquiry: Enquiry): Booking {
  const { business, service, clientName, clientEmail, clientPhone, createdAt } = enquiry
  const none = new Booking().merge({
    businessId: enquiry.businessId,
    startsAt: enquiry.wishedAt ?? createdAt,
    endsAt: enquiry.wishedAt ?? createdAt,
    ...{ clientName, clientEmail, clientPhone },
    clientTimeZone: enquiry.clientTimeZone,
    clientLocale: enquiry.clientLocale,
    calendarUid: `enquiry-${enquiry.id}`,
  })
  none.$setRelated('business', business)
  none.$setRelated('service', service ?? new Service())
  none.$setRelated('host', new Host().merge({ timeZone: business.timeZone }))
  return none
}
