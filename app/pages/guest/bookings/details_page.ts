import type { Translate } from '#formats/bookings/booking_terms'
import { datesInAddress } from '#formats/bookings/dates_together'
import { detailsPath, timesPath, withQuery } from '#formats/pages/addresses'
import { isoDate } from '#formats/times/times'
import { chosenForm } from '#pages/guest/bookings/chosen_form'
import { datesChosen, mostDatesOf } from '#pages/guest/bookings/dates_chosen'
import { alternativesTerms, detailsTerms } from '#pages/guest/bookings/details_terms'
import { placeChoices } from '#pages/guest/bookings/place_choices'
import { enquiryStamp } from '#pages/guest/enquiries/enquiry_stamp'
import type { ChosenTime } from '#pages/guest/opened'
import type { Obstacle } from '#queries/availability/find_alternatives'
import { findPlacesOfAll, type ChosenDate } from '#queries/availability/chosen_dates'
import type { Places } from '#scheduling/slots/places_at'
import { DAY } from '#scheduling/time/dates'
import type { Instant, Slot } from '#scheduling/types'
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
  const found = known ?? (mayShare ? await findPlacesOfAll(wantedTime(chosen), chosen.now) : null)
  const isShared = (found?.isShared ?? mayShare) || form.errors.seats !== undefined
  const places = isShared ? found : null
  const choices = placeChoices(chosen.service, chosen.business.address, t)
  const terms = detailsTerms(chosen, form, places, t)
  return {
    ...bookingForm(chosen, form),
    ...addressesOfDetails(chosen),
    isShared,
    places,
    isRecounted,
    ...terms,
    placeChoices: choices,
    ...datesOfDetails(chosen),
  }
}

/** The ways back to what was chosen, with all the rest of it. */
function addressesOfDetails(chosen: ChosenTime) {
  const { business, service, starts, startsAt, timeZone, routed, lengths, returnProof } = chosen
  const isSeveral = starts.length > 1
  const day = { date: isoDate(startsAt, timeZone), zone: zoneCarried(chosen) }
  const dates = isSeveral ? datesInAddress(starts) : undefined
  const around = { ...day, dates, ...carriedOn(chosen) }
  const times = withQuery(timesPath(business, service), around)
  return {
    isSeveral,
    times,
    changeTime: isSeveral ? null : times,
    changeLength: lengths.length > 1 ? times : null,
    changeHost: routed?.host
      ? null
      : withQuery(timesPath(business, service), { ...around, choose: 'host' }),
    changeAnswer:
      routed &&
      withQuery(timesPath(business, routed.asker), {
        ...day,
        as: returnProof,
        page: chosen.cameFrom,
      }),
  }
}

/** All that are booked with one press, and the way to one more where that may be. */
function datesOfDetails(chosen: ChosenTime) {
  const { business, service, starts, durationMinutes, usualMinutes } = chosen
  const most = mostDatesOf(service)
  const around = { zone: zoneCarried(chosen), ...carriedOn(chosen) }
  const details = (dates: readonly Instant[]) =>
    withQuery(detailsPath(business, service), { dates: datesInAddress(dates), ...around })
  const next = isoDate(starts[starts.length - 1] + DAY, chosen.timeZone)
  const times = { dates: datesInAddress(starts), from: next, ...around }
  const isAlone = starts.length === 1
  return {
    most,
    dates: datesChosen(starts, durationMinutes ?? usualMinutes, isAlone ? () => null : details),
    furtherDates: datesInAddress(starts.slice(1)),
    addDate: starts.length < most ? withQuery(timesPath(business, service), times) : null,
  }
}

/** One of several dates is gone, or more are: what is free near them, with all that was typed. */
export function datesTakenPage(
  chosen: ChosenTime,
  form: Form,
  dates: readonly ChosenDate[],
  t: Translate
) {
  const { business, service } = chosen
  const kept = dates.filter(({ code }) => code === null).map(({ startsAt }) => startsAt)
  const around = { zone: zoneCarried(chosen), ...carriedOn(chosen) }
  return {
    ...bookingForm(chosen, form),
    foundDates: dates,
    keptDates: datesInAddress(kept),
    allDates: datesInAddress(chosen.starts),
    terms: alternativesTerms(chosen, form, [], t).terms,
    goneCount: dates.length - kept.length,
    times: withQuery(timesPath(business, service), { dates: datesInAddress(kept), ...around }),
  }
}

/** What is offered instead of a time, and why that is not to be had. */
export interface OfferedInstead {
  code: Obstacle['code'] | 'gone' | 'over' | 'length_gone' | 'left_out' | 'host_off'
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

/** Whether what was typed has come along, and not only what the address fills in. */
export function hasTyped({ values }: Form): boolean {
  return Boolean(values.client_name && values.stamp)
}

function bookingForm(chosen: ChosenTime, form: Form) {
  return {
    ...chosenForm(chosen, form),
    hasTyped: hasTyped(form),
    routed: chosen.routed,
    chosen: carriedOn(chosen),
    zone: zoneCarried(chosen),
    enquiryStamp: enquiryStamp(chosen.business),
  }
}

/** As addresses and forms carry it on. */
function carriedOn({ host, routed, durationMinutes, returnProof, cameFrom }: ChosenTime) {
  return {
    host: host?.id,
    duration: durationMinutes,
    as: returnProof,
    page: cameFrom,
    ...routed?.carried,
  }
}

function zoneCarried({ isZoneFixed, timeZone }: ChosenTime): string | undefined {
  return isZoneFixed ? undefined : timeZone
}
