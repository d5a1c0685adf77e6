import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { type Placed, readsZoneOfBusiness } from '#formats/bookings/places'
import { type Home, readNumber } from '#formats/contacts/phone_numbers'
import { withoutClock } from '#formats/words/locales'
import type { ClientDetails } from '#models/bookings/client_details'
import { textFault } from '#validators/bookings/guest_booking'
import type { PageBusiness } from '#queries/pages/find_business_page'

interface Texted {
  client_phone?: string | null
  agrees_to_texts?: boolean
}

interface SubmittedClient extends Texted {
  client_name: string
  client_email?: string | null
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
  refuseUntextable(ctx, business, input)
  const client = { timeZone: readsZoneOfBusiness(service) ? business.timeZone : timeZone, locale }
  return {
    name: input.client_name,
    email: input.client_email ?? null,
    phone: phone && (readNumber(phone, client, business) ?? phone),
    notes: input.notes ?? null,
    timeZone,
    locale: withoutClock(locale),
    agreesToTexts: input.agrees_to_texts ?? false,
  }
}

/** Whoever agrees to be texted has a number that can be; where no texts are sent nobody minds. */
export function refuseUntextable(
  { i18n }: HttpContext,
  business: Home & { settings: { sendsTexts: boolean } },
  { client_phone: phone = null, agrees_to_texts: agrees }: Texted
): void {
  if (!agrees || !business.settings.sendsTexts) return
  const fault = textFault(phone, business)
  if (fault) throw Refusal.ofField('client_phone', fault, i18n.t(`api.${fault}`))
}
