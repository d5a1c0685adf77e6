import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { amountOf } from '#controllers/api/v1/amount'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import type { bookingChangeValidator } from '#validators/api/bookings'
import { placesOfBooking, questionsOfBooking } from '#validators/bookings/correction'

/** What is left out stays as it is. Needs its service and its link loaded. */
export function correctedDetails(
  ctx: HttpContext,
  booking: Booking,
  input: Infer<typeof bookingChangeValidator>
): Booking['details'] {
  const { details } = booking
  return {
    clientName: input.client_name ?? details.clientName,
    clientPhone: input.client_phone === undefined ? details.clientPhone : input.client_phone,
    notes: input.notes === undefined ? details.notes : input.notes,
    price: input.price === undefined ? details.price : amountOf(ctx, input.price, booking.currency),
    seats: input.seats ?? details.seats,
    placeKey: placeOf(ctx, booking, input.location_id),
    answers: answersOf(ctx, booking, input.answers),
  }
}

function placeOf({ i18n }: HttpContext, booking: Booking, key: number | undefined): number {
  if (key === undefined || placesOfBooking(booking).some((place) => place.key === key)) {
    return key ?? booking.placeKey
  }
  throw Refusal.ofField('location_id', 'unknown_location', i18n.t('api.unknown_location'))
}

/** All of them anew, to what was asked then or is asked now. */
function answersOf(
  { i18n }: HttpContext,
  booking: Booking,
  answers: Booking['answers'] | undefined
): Booking['answers'] {
  if (answers === undefined) return booking.answers
  const known = new Set(questionsOfBooking(booking).map(({ question }) => question))
  const strange = answers.findIndex(({ question }) => !known.has(question))
  if (strange === -1) return answers.filter(({ answer }) => answer !== '')
  const detail = i18n.t('api.unknown_question')
  throw Refusal.ofField(`answers/${strange}/question`, 'unknown_question', detail)
}
