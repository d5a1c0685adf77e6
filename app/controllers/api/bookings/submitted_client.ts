import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import { type Placed, readsZoneOfBusiness } from '#formats/bookings/places'
import { readNumber } from '#formats/contacts/phone_numbers'
import { withoutClock } from '#formats/words/locales'
import type { ClientDetails } from '#models/bookings/client_details'
import type { PageBusiness } from '#queries/pages/find_business_page'

interface SubmittedClient {
  client_name: string
  client_email?: string | null
  client_phone?: string | null
  notes?: string | null
  time_zone?: string
}

/** Who books, as a request says it; a number without its country is read as the page reads it. */
export function submittedClient(
  ctx: HttpContext,
  { business, service }: { business: PageBusiness; service: Placed },
  input: SubmittedClient
): ClientDetails {
  const { client_phone: phone = null } = input
  const timeZone = input.time_zone ?? business.timeZone
  const locale = readerLocale(ctx, business)
  const client = { timeZone: readsZoneOfBusiness(service) ? business.timeZone : timeZone, locale }
  return {
    name: input.client_name,
    email: input.client_email ?? null,
    phone: phone && (readNumber(phone, client, business) ?? phone),
    notes: input.notes ?? null,
    timeZone,
    locale: withoutClock(locale),
  }
}
