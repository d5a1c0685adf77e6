import vine from '@vinejs/vine'
import { WAITLIST_STATUSES } from '#models/waitlist/waitlist_entry'
import { paging } from '#validators/api/query'
import { phoneNumber } from '#validators/bookings/guest_booking'
import { anyMoment, moment } from '#validators/pages/public_api'
import { duration, email, id, line, localeTag, seats, zone } from '#validators/rules'

export const waitlistQuery = vine.create({
  status: vine.enum([...WAITLIST_STATUSES, 'open', 'any'] as const).optional(),
  service_id: id().optional(),
  starts_at: anyMoment().optional(),
  ...paging(),
})

/** An address or a number is enough. */
export const newWaitlistEntryValidator = vine.create({
  service_id: id(),
  starts_at: moment(),
  host_id: id().nullable().optional(),
  duration_minutes: duration().nullable().optional(),
  seats: seats().optional(),
  client_name: line(200),
  client_email: email().nullable().optional().requiredIfMissing('client_phone'),
  client_phone: phoneNumber().nullable().optional(),
  time_zone: zone().optional(),
  locale: localeTag().optional(),
})
