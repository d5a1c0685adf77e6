import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
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

/** Who books, as a request says it. */
export function submittedClient(
  ctx: HttpContext,
  business: PageBusiness,
  input: SubmittedClient
): ClientDetails {
  return {
    name: input.client_name,
    email: input.client_email ?? null,
    phone: input.client_phone ?? null,
    notes: input.notes ?? null,
    timeZone: input.time_zone ?? business.timeZone,
    locale: withoutClock(readerLocale(ctx, business)),
  }
}
