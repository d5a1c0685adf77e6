import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import { withAddressMeant } from '#controllers/guest/bookings/address_meant'
import {
  type ChosenTime,
  type Offer,
  readChosenTime,
  showAlternatives,
  showDetails,
  wishOf,
} from '#controllers/guest/bookings/chosen_time'
import { passForm } from '#controllers/guest/bookings/form_passage'
import { chosenLength } from '#controllers/guest/pages/read_address'
import { closedRefusal, guestRefusal } from '#controllers/guest/pages/refusals'
import { managePath } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import type { ClientAnswer, ClientQuestion } from '#models/services/client_question'
import { ALTERNATIVES, findAlternatives, findPlaces } from '#queries/availability/find_alternatives'
import { findEarlier } from '#queries/bookings/returning_client'
import type { Places } from '#scheduling/slots/places_at'
import { slotsNear } from '#queries/availability/nearest_slots'
import { formMarks, validateDetails } from '#validators/bookings/guest_booking'
import { emptyForm, type Form, validateForm } from '#validators/form'

const RETRY_SECONDS = 2

export default class BookingsController {
  async create(ctx: HttpContext) {
    const chosen = await readChosenTime(ctx, ctx.request.qs())
    chosenLength(ctx, chosen, chosen.durationMinutes ?? undefined)
    const form = emptyForm({ seats: '1', ...(await this.known(chosen)) })

    const known = await findPlaces(wishOf(chosen), chosen.now)
    if (known) return showDetails(ctx, chosen, form, { known })
    const alternatives = await findAlternatives(wishOf(chosen), chosen.now)
    const code = chosen.startsAt <= chosen.now ? 'over' : 'gone'
    return showAlternatives(ctx, chosen, form, { code, alternatives })
  }

  async store(ctx: HttpContext) {
    const chosen = await readChosenTime(ctx, ctx.request.body())
    const { questions } = chosen.service
    const sent = await validateDetails(questions, ctx.request.body(), ctx)

    const meant = withAddressMeant(ctx, sent.form)
    if (meant) return showDetails(ctx, chosen, meant)

    const marks = await validateForm(formMarks, ctx.request.body(), ctx)
    if (!marks.ok || !chosen.stamp) {
      return this.turnAway(ctx, chosen, sent.form, ctx.i18n.t('guest.details.stale'))
    }
    if (!sent.ok) return showDetails(ctx, chosen, sent.form, { status: 422 })
    if (isUncounted(chosen, ctx.request.body(), sent.data.seats)) {
      return this.recount(ctx, chosen, sent.form, sent.data.seats ?? 1)
    }

    // Mistakes in a form are not counted.
    const passed = await passForm(ctx, chosen, sent.data, sent.form)
    if ('refused' in passed) {
      const { form, status, retryAfter } = passed.refused
      if (retryAfter) ctx.response.header('retry-after', String(retryAfter))
      return showDetails(ctx, chosen, form, { status })
    }

    const outcome = await new PlaceBooking().handle({
      businessId: chosen.business.id,
      serviceId: chosen.service.id,
      startsAt: chosen.startsAt,
      hostId: chosen.host?.id ?? null,
      seats: sent.data.seats,
      durationMinutes: chosen.durationMinutes,
      client: {
        name: sent.data.client_name,
        email: sent.data.client_email ?? null,
        phone: sent.data.client_phone ?? null,
        notes: sent.data.notes ?? null,
        timeZone: chosen.timeZone,
        locale: chosen.locale,
      },
      returnMark: chosen.returnMark,
      linkToken: chosen.service.link?.token ?? null,
      answers: [...this.routing(chosen), ...sent.answers],
      // A form books once: sent again, it gets the same answer.
      idempotencyKey: `form-${chosen.stamp.nonce}`,
      requestId: ctx.request.id() ?? null,
    })
    if (!('booking' in outcome) || outcome.replayed) await passed.judgement.cameToNothing()
    return this.answer(ctx, chosen, sent.form, outcome)
  }

  private async known({ business, service, prefills, returnMark }: ChosenTime) {
    const { recipient } = service.link ?? {}
    const client = db.connection()
    const earlier = returnMark === null ? null : await findEarlier(client, business.id, returnMark)
    return {
      ...(earlier?.status === 'cancelled' && typedBefore(earlier, service.questions)),
      client_name: prefills.name ?? recipient?.name ?? earlier?.clientName ?? '',
      client_email: prefills.email ?? recipient?.email ?? earlier?.clientEmail ?? '',
      client_phone: prefills.phone ?? earlier?.clientPhone ?? '',
      ...(prefills.notes !== undefined && { notes: prefills.notes }),
    }
  }

  private routing({ routed }: ChosenTime): ClientAnswer[] {
    return routed ? [{ question: routed.question, answer: routed.answer }] : []
  }

  private async answer(ctx: HttpContext, chosen: ChosenTime, form: Form, outcome: BookingOutcome) {
    switch (outcome.outcome) {
      case 'booked':
      case 'requested':
        return ctx.response.redirect().status(303).toPath(managePath(outcome.booking.manageToken))
      case 'unavailable': {
        const code = chosen.startsAt <= chosen.now ? 'over' : outcome.code
        return this.unavailable(ctx, chosen, form, { ...outcome, code })
      }
      case 'key_reused':
        return this.turnAway(ctx, chosen, form, ctx.i18n.t('guest.details.key_reused'))
      case 'busy':
        return this.turnAway(ctx, chosen, form, ctx.i18n.t('guest.details.busy'), {
          status: 503,
          retryAfter: RETRY_SECONDS,
        })
      case 'page_inactive':
        throw await closedRefusal(ctx, chosen.business, 'closed')
      case 'length_not_offered':
        return this.offerUsualLength(ctx, chosen, form)
      case 'not_found':
        throw guestRefusal(ctx, chosen.business, 'no_service', 404)
      default:
        throw guestRefusal(ctx, chosen.business, outcome.outcome, 409)
    }
  }

  /** With the total of what was typed, or with how many places are left. */
  private async recount(ctx: HttpContext, chosen: ChosenTime, form: Form, seats: number) {
    const known = await findPlaces(wishOf(chosen), chosen.now)
    if (!known || seats <= known.left) {
      return showDetails(ctx, chosen, form, { known, isRecounted: true })
    }
    return this.tooFewPlaces(ctx, chosen, form, known)
  }

  private tooFewPlaces(ctx: HttpContext, chosen: ChosenTime, form: Form, known: Places) {
    const seats = ctx.i18n.t('guest.details.too_few_places', { count: known.left })
    const refused = { ...form, errors: { ...form.errors, seats } }
    return showDetails(ctx, chosen, refused, { status: 409, known })
  }

  /** While places are left fewer may do, so the form comes again with how many. */
  private async unavailable(ctx: HttpContext, chosen: ChosenTime, form: Form, offer: Offer) {
    const isTooFew = offer.code === 'too_few_places'
    const known = isTooFew ? await findPlaces(wishOf(chosen), chosen.now) : null
    if (!known) return showAlternatives(ctx, chosen, form, offer)
    return this.tooFewPlaces(ctx, chosen, form, known)
  }

  /** The length was taken off the service: the nearest times of its usual one. */
  private async offerUsualLength(ctx: HttpContext, chosen: ChosenTime, form: Form) {
    const usual = { ...chosen, durationMinutes: null }
    const wish = { ...usual, hostId: chosen.host?.id ?? null, count: ALTERNATIVES }
    const alternatives = await slotsNear(wish, chosen.now)
    return showAlternatives(ctx, usual, form, { code: 'length_gone', alternatives })
  }

  /** The form again with a sentence at its head, about no field. */
  private turnAway(
    ctx: HttpContext,
    chosen: ChosenTime,
    form: Form,
    sentence: string,
    { status = 422, retryAfter }: { status?: number; retryAfter?: number } = {}
  ) {
    if (retryAfter) ctx.response.header('retry-after', String(retryAfter))
    const refused = { ...form, errors: { form: sentence, ...form.errors } }
    return showDetails(ctx, chosen, refused, { status })
  }
}

/** What a cancelled booking had beside name and address, for the form of the next one. */
function typedBefore(
  { seats, notes, answers }: Booking,
  questions: readonly ClientQuestion[]
): Record<string, string> {
  const given = new Map(answers.map(({ question, answer }) => [question, answer]))
  const typed = questions.flatMap(({ key, type, label, options }) => {
    const answer = given.get(label)
    // Consent is given anew each time.
    if (answer === undefined || type === 'consent') return []
    if (type !== 'checkboxes') return [[`answers.${key}`, answer]]
    const ticked = options.filter((option) => answer.split(', ').includes(option))
    return ticked.map((option, index) => [`answers.${key}.${index}`, option])
  })
  return { seats: String(seats), notes: notes ?? '', ...Object.fromEntries(typed) }
}

function isUncounted(
  { service }: ChosenTime,
  { counted }: Record<string, unknown>,
  seats = 1
): boolean {
  return counted !== undefined && !service.isFree && String(counted) !== String(seats)
}
