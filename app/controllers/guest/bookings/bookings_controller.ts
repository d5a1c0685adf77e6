import type { HttpContext } from '@adonisjs/core/http'
import type { BookingOutcome } from '#actions/bookings/place_booking'
import { readChosenTime } from '#controllers/guest/bookings/chosen_time'
import {
  type ChosenOutcome,
  refuseTooManyDates,
  placeChosen,
} from '#controllers/guest/bookings/place_chosen'
import { passForm } from '#controllers/guest/bookings/form_passage'
import {
  showDatesTaken,
  showDetails,
  showInstead,
  showNearest,
  showTooFew,
} from '#controllers/guest/bookings/show_details'
import { chosenLength } from '#controllers/guest/pages/read_address'
import { closedRefusal, guestRefusal } from '#controllers/guest/pages/refusals'
import { mayBeInFrame } from '#controllers/guest/framing'
import { noteLook } from '#controllers/guest/visits/note_look'
import { checkForm, toSendAgain, withSentence } from '#controllers/guest/submitted_form'
import { chosenClock } from '#controllers/reader'
import { isFreePrice } from '#formats/bookings/prices'
import { framedPath, managePath, withQuery } from '#formats/pages/addresses'
import { withoutClock } from '#formats/words/locales'
import type Booking from '#models/bookings/booking'
import { wantedTime } from '#pages/guest/bookings/details_page'
import { prefilledDetails } from '#pages/guest/bookings/prefilled_details'
import { chosenPrice } from '#pages/guest/bookings/chosen_form'
import type { ChosenTime } from '#pages/guest/opened'
import { ALTERNATIVES, findObstacle, findPlaces } from '#queries/availability/find_alternatives'
import { findChosenDates, findPlacesOfAll } from '#queries/availability/chosen_dates'
import { slotsNear } from '#queries/availability/nearest_slots'
import { withConsent } from '#validators/privacy/consent'
import { validateDetails } from '#validators/bookings/guest_booking'
import { emptyForm, type Form } from '#validators/form'

const RETRY_SECONDS = 2

export default class BookingsController {
  async create(ctx: HttpContext) {
    const chosen = await readChosenTime(ctx, ctx.request.qs())
    chosenLength(ctx, chosen, chosen.durationMinutes ?? undefined)
    noteLook(ctx, chosen.business, { ...chosen, step: 'time' })
    return this.look(ctx, chosen, emptyForm(await prefilledDetails(chosen)))
  }

  async store(ctx: HttpContext) {
    const body = ctx.request.body()
    const chosen = await readChosenTime(ctx, body)
    noteLook(ctx, chosen.business, { ...chosen, step: 'form' })
    const input = withConsent(chosen, body, ctx, await validateDetails(chosen, body, ctx))
    if (body.change !== undefined) return this.look(ctx, chosen, emptyForm(input.form.values))
    const checked = await checkForm(ctx, input, chosen.stamp)
    if ('again' in checked) return showDetails(ctx, chosen, checked.again)
    const { data, answers, placeKey, form } = checked.sound
    const tooMany = refuseTooManyDates(ctx, chosen, form)
    if (tooMany) return showDetails(ctx, chosen, tooMany)
    if (isTotalUnseen(chosen, body, data.seats)) {
      return this.recount(ctx, chosen, form, data.seats ?? 1)
    }
    // Mistakes in a form are not counted.
    const passed = await passForm(ctx, chosen, data, form)
    if ('again' in passed) return showDetails(ctx, chosen, passed.again)

    const { routed } = chosen
    const outcome = await placeChosen(chosen, {
      businessId: chosen.business.id,
      serviceId: chosen.service.id,
      hostId: chosen.host?.id ?? null,
      seats: data.seats,
      durationMinutes: chosen.durationMinutes,
      placeKey,
      client: {
        name: data.client_name,
        email: data.client_email ?? null,
        phone: data.client_phone ?? null,
        notes: data.notes ?? null,
        timeZone: chosen.timeZone,
        locale: withoutClock(chosen.locale),
        clock: chosenClock(ctx),
        agreesToTexts: data.texts ?? false,
        consentTextId: chosen.business.consent?.id ?? null,
      },
      returnProof: chosen.returnProof,
      // What was asked before the times comes first.
      answers: routed
        ? [{ question: routed.question, answer: routed.answer }, ...answers]
        : answers,
      // A form books once: sent again as it was, it is answered again.
      idempotencyKey: `form-${checked.stamp.nonce}`,
      by: ctx.by,
    })
    if (!('booking' in outcome) || outcome.replayed) await passed.judgement.cameToNothing()
    return this.answer(ctx, chosen, form, outcome)
  }

  /** The form where what was chosen can be had, else what can be had instead. */
  private async look(ctx: HttpContext, chosen: ChosenTime, form: Form) {
    const tooMany = refuseTooManyDates(ctx, chosen, form)
    if (tooMany) return showDetails(ctx, chosen, tooMany)
    if (chosen.starts.length > 1) {
      const found = await findChosenDates(wantedTime(chosen), chosen.now)
      return found.places
        ? showDetails(ctx, chosen, { form }, { known: found.places })
        : showDatesTaken(ctx, chosen, form, found.dates)
    }
    const known = await findPlaces(wantedTime(chosen), chosen.now)
    if (known) return showDetails(ctx, chosen, { form }, { known })
    return showNearest(ctx, chosen, form, await findObstacle(wantedTime(chosen), chosen.now))
  }

  private async answer(ctx: HttpContext, chosen: ChosenTime, form: Form, placed: ChosenOutcome) {
    const { i18n } = ctx
    switch (placed.outcome) {
      case 'booked':
      case 'requested':
        noteLook(ctx, chosen.business, { ...chosen, step: 'booked' })
        return ctx.response
          .redirect()
          .status(303)
          .toPath(this.confirmationOf(ctx, chosen, placed))
      case 'unavailable':
        return 'dates' in placed
          ? showDatesTaken(ctx, chosen, form, placed.dates)
          : this.offer(ctx, chosen, form, placed)
      case 'key_reused':
        return showDetails(
          ctx,
          chosen,
          toSendAgain(form, i18n.t('guest.bookings.details.key_reused'))
        )
      case 'busy': {
        const later = { status: 503, retryAfter: RETRY_SECONDS }
        return showDetails(
          ctx,
          chosen,
          withSentence(form, i18n.t('guest.bookings.details.busy'), later)
        )
      }
      case 'length_not_offered':
        return this.offerUsualLength(ctx, chosen, form)
      case 'page_inactive':
        throw await closedRefusal(ctx, chosen.business, 'closed')
      case 'blocked':
        throw guestRefusal(ctx, chosen.business, 'not_online', 403)
      case 'not_found':
        throw guestRefusal(ctx, chosen.business, 'no_service', 404)
      default:
        throw guestRefusal(ctx, chosen.business, placed.outcome, 409)
    }
  }

  /** In a frame nothing leads on by itself: few sites let themselves be shown in another. */
  private confirmationOf(
    ctx: HttpContext,
    chosen: ChosenTime,
    { booking, outcome }: { booking: Booking; outcome: 'booked' | 'requested' }
  ) {
    const page = chosen.ownPage
    if (mayBeInFrame(ctx, chosen.business)) {
      return withQuery(framedPath(booking.manageToken), { page })
    }
    const booked = leadsOn(chosen, outcome) ? 'on' : null
    return withQuery(managePath(booking.manageToken), { booked, page })
  }

  /** With the total of what was typed, or with how many places are left. */
  private async recount(ctx: HttpContext, chosen: ChosenTime, form: Form, seats: number) {
    const known = await findPlacesOfAll(wantedTime(chosen), chosen.now)
    if (known && seats > known.left) return showTooFew(ctx, chosen, form, known)
    return showDetails(ctx, chosen, { form }, { known, isRecounted: true })
  }

  /** While places are left, fewer may do. */
  private async offer(
    ctx: HttpContext,
    chosen: ChosenTime,
    form: Form,
    { code, alternatives }: Extract<BookingOutcome, { outcome: 'unavailable' }>
  ) {
    if (chosen.startsAt <= chosen.now) {
      return showInstead(ctx, chosen, form, { code: 'over', alternatives })
    }
    const isTooFew = code === 'too_few_places'
    const known = isTooFew ? await findPlaces(wantedTime(chosen), chosen.now) : null
    if (known) return showTooFew(ctx, chosen, form, known)
    return showInstead(ctx, chosen, form, { code, alternatives })
  }

  /** The length was taken off the service: the nearest times of its usual one. */
  private async offerUsualLength(ctx: HttpContext, chosen: ChosenTime, form: Form) {
    const usual = { ...chosen, durationMinutes: null }
    if (chosen.starts.length > 1) {
      const gone = ctx.i18n.t('guest.bookings.taken.length_gone.title')
      return showDetails(ctx, usual, withSentence(form, gone, { status: 409 }))
    }
    const alternatives = await slotsNear({ ...wantedTime(usual), count: ALTERNATIVES }, chosen.now)
    return showInstead(ctx, usual, form, { code: 'length_gone', alternatives })
  }
}

/** A request is not booked yet: what its client is told by then stands on our page. */
function leadsOn({ service }: ChosenTime, outcome: 'booked' | 'requested'): boolean {
  return outcome === 'booked' && service.confirmationUrl !== null
}

/** Where places cost something, their total is seen before the press that books them. */
function isTotalUnseen(
  chosen: ChosenTime,
  { counted }: Record<string, unknown>,
  seats = 1
): boolean {
  return (
    counted !== undefined && !isFreePrice(chosenPrice(chosen)) && String(counted) !== String(seats)
  )
}
