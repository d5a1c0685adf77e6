import type { HttpContext } from '@adonisjs/core/http'
import { speakTo } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { addressKey } from '#formats/contacts/mail_address'
import { findBookingByPreferencesToken } from '#queries/bookings/find_booking_by_token'
import { findPreference } from '#queries/notifications/client_preferences'
import { UNCHOSEN } from '#validators/notifications/preferences'

/** Of whoever reads the mails of a booking: what they chose of its business, as it is now. */
export async function openPreferences(ctx: HttpContext) {
  const booking = await findBookingByPreferencesToken(ctx.params.token)
  if (!booking?.clientEmail) throw new Refusal(404, 'not_found')
  const { business, businessId, clientEmail, preferencesToken: token } = booking
  const locale = speakTo(ctx, business, booking)
  const asksOfTexts = business.settings.sendsTexts
  ctx.view.share({ business, email: clientEmail, token, locale, asksOfTexts })
  const of = { businessId, email: addressKey(clientEmail) }
  return { of, token, asksOfTexts, preference: (await findPreference(booking)) ?? UNCHOSEN }
}
