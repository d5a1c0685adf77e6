import type { Translate } from '#formats/bookings/booking_terms'
import { chosenForm } from '#pages/guest/bookings/chosen_form'
import { alternativesTerms, detailsTerms } from '#pages/guest/bookings/details_terms'
import { placeChoices } from '#pages/guest/bookings/place_choices'
import { enquiryStamp } from '#pages/guest/enquiries/enquiry_stamp'
import type { ChosenTime } from '#pages/guest/opened'
import { findPlaces, type Obstacle } from '#queries/availability/find_alternatives'
import type { Places } from '#scheduling/slots/places_at'
import type { Slot } from '#scheduling/types'
import type { Form } from '#validators/form'

export interface ShownDetails {
  /** Its places, where they were just looked for. */
  known?: Places | null
  /** Whether the total is said anew, before the press that books. */
  isRecounted?: boolean
}

/** The last page before a booking. */
export async function detailsPage(
  chosen: ChosenTime,
  form: Form,
  t: Translate,
  { known, isRecounted = false }: ShownDetails = {}
) {
  const { mayShare } = chosen.service
  const found = known ?? (mayShare ? await findPlaces(wantedTime(chosen), chosen.now) : null)
  const isShared = (found?.isShared ?? mayShare) || form.errors.seats !== undefined
  const places = isShared ? found : null
  const choices = placeChoices(chosen.service, chosen.business.address, t)
  const terms = detailsTerms(chosen, form, places, t)
  return {
    ...bookingForm(chosen, form),
    isShared,
    places,
    isRecounted,
    ...terms,
    placeChoices: choices,
  }
}

/** What is offered instead of a time, and why that is not to be had. */
export interface OfferedInstead {
  code: Obstacle['code'] | 'gone' | 'over' | 'length_gone'
  alternatives: Slot[]
}

/** The time is gone: what can be booked instead, with all that was typed. */
export function takenPage(
  chosen: ChosenTime,
  form: Form,
  { code, alternatives }: OfferedInstead,
  t: Translate
) {
  const terms = alternativesTerms(chosen, form, alternatives, t)
  return { ...bookingForm(chosen, form), code, ...terms }
}

/** As the queries are asked for it. */
export function wantedTime(chosen: ChosenTime) {
  return { ...chosen, hostId: chosen.host?.id ?? null }
}

function bookingForm(chosen: ChosenTime, form: Form) {
  const { business, host, routed, durationMinutes, clock, returnProof } = chosen
  return {
    ...chosenForm(chosen, form),
    routed,
    /** As addresses and forms carry them on. */
    chosen: {
      host: host?.id,
      duration: durationMinutes,
      clock,
      as: returnProof,
      ...routed?.carried,
    },
    enquiryStamp: enquiryStamp(business),
  }
}
