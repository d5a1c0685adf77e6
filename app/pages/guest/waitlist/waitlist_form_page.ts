import { DateTime } from 'luxon'
import { wayOfOffer } from '#models/waitlist/way_of_offer'
import { chosenForm } from '#pages/guest/bookings/chosen_form'
import { wantedTime } from '#pages/guest/bookings/details_page'
import type { ChosenTime } from '#pages/guest/opened'
import { isSharedStart } from '#queries/availability/find_alternatives'
import { isChosenByHand } from '#queries/waitlist/waiting_entries'
import type { Form } from '#validators/form'

/** Why waiting for a time came to nothing, though nothing typed is wrong. */
export type InVain = 'on_offer' | 'joined_before' | 'joined_before_unmailed' | 'not_possible'

/** The form for waiting for a time; where that would be in vain, it is said. */
export async function waitlistFormPage(chosen: ChosenTime, form: Form, inVain: InVain | null) {
  const { service, hasChoice, isZoneFixed, host, durationMinutes, now } = chosen
  const isShared = await isSharedStart(wantedTime(chosen), now)
  return {
    ...chosenForm(chosen, form),
    isShared,
    inVain,
    wayOfOffer: wayOfOffer(await isChosenByHand(waitedStart(chosen)), isShared),
    service,
    hasChoice,
    isZoneFixed,
    chosen: { host: host?.id, duration: durationMinutes, page: chosen.cameFrom },
  }
}

function waitedStart({ service, startsAt }: ChosenTime) {
  return { serviceId: service.id, startsAt: DateTime.fromMillis(startsAt, { zone: 'utc' }) }
}
