import { DateTime } from 'luxon'
import { wayOfOffer } from '#models/waitlist/way_of_offer'
import { chosenForm } from '#pages/guest/bookings/chosen_form'
import { wantedTime } from '#pages/guest/bookings/details_page'
import type { ChosenTime } from '#pages/guest/opened'
import { isSharedStart } from '#queries/availability/find_alternatives'
import { isChosenByHand } from '#queries/waitlist/waiting_entries'
import type { Form } from '#validators/form'

/** The form for waiting for a time; where it is on offer after all, that is said. */
export async function waitlistFormPage(chosen: ChosenTime, form: Form, isOnOffer: boolean) {
  const { service, hasChoice, isZoneFixed, host, durationMinutes, now } = chosen
  const isShared = await isSharedStart(wantedTime(chosen), now)
  return {
    ...chosenForm(chosen, form),
    isShared,
    isOnOffer,
    wayOfOffer: wayOfOffer(await isChosenByHand(waitedStart(chosen)), isShared),
    service,
    hasChoice,
    isZoneFixed,
    chosen: { host: host?.id, duration: durationMinutes },
  }
}

function waitedStart({ service, startsAt }: ChosenTime) {
  return { serviceId: service.id, startsAt: DateTime.fromMillis(startsAt, { zone: 'utc' }) }
}
