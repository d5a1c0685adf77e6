import type { HttpContext } from '@adonisjs/core/http'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import PlaceSeries, { type SeriesOutcome, type SeriesRequest } from '#actions/bookings/place_series'
import { type FormAgain, withSentence } from '#controllers/guest/submitted_form'
import { mostDatesOf } from '#pages/guest/bookings/dates_chosen'
import type { ChosenTime } from '#pages/guest/opened'
import type { Form } from '#validators/form'

type Refused = Extract<SeriesOutcome, { outcome: 'unavailable' }>

export type ChosenOutcome = BookingOutcome | Refused

/** One date, or all of several or none. */
export async function placeChosen(
  { service, startsAt, starts }: ChosenTime,
  request: Omit<SeriesRequest, 'starts' | 'desk' | 'linkToken'>
): Promise<ChosenOutcome> {
  const through = { ...request, linkToken: service.link?.token ?? null }
  if (starts.length === 1) return new PlaceBooking().handle({ ...through, startsAt })
  const placed = await new PlaceSeries().handle({ ...through, starts })
  if ('bookings' in placed) {
    const { bookings, ...rest } = placed
    return { ...rest, booking: bookings[0] }
  }
  if ('dates' in placed) return placed
  // Only staff are asked whether they mean to book somebody twice.
  return { outcome: placed.outcome === 'booked_already' ? 'blocked' : placed.outcome }
}

/** More dates than the service takes with one press, as when its owner lowered that meanwhile. */
export function refuseTooManyDates(
  { i18n }: HttpContext,
  { service, starts }: ChosenTime,
  form: Form
): FormAgain | null {
  const most = mostDatesOf(service)
  if (starts.length <= most) return null
  return withSentence(form, i18n.t('guest.bookings.dates.too_many', { most }))
}
