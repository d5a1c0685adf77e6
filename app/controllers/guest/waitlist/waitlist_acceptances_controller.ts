import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import AcceptOffer from '#actions/waitlist/accept_offer'
import { openWaitlist, showWaitlist } from '#controllers/guest/waitlist/open_waitlist'
import { managePath } from '#formats/pages/addresses'
import { openOffer, questionsOf } from '#pages/guest/waitlist/waitlist_page'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validatePlace } from '#validators/bookings/place_choice'

const RETRY_SECONDS = 2

export default class WaitlistAcceptancesController {
  async store(ctx: HttpContext) {
    const entry = await openWaitlist(ctx)
    const body = ctx.request.body()
    const answered = await validateAnswers(questionsOf(entry), body, ctx)
    const isNew = entry.bookingId === null
    const place = isNew ? validatePlace(entry.service, body, ctx) : { key: null, errors: {} }
    const form = {
      values: { ...answered.form.values, place: String(place.key ?? '') },
      errors: { ...place.errors, ...answered.form.errors },
    }
    const isSound = Object.keys(form.errors).length === 0
    // What is over or taken already is said before anything is asked.
    if (!isSound && openOffer(entry, DateTime.now())) {
      return showWaitlist(ctx, { form }, 422)
    }

    const accepted = await new AcceptOffer().handle({
      entry,
      answers: answered.ok ? answered.answers : [],
      placeKey: place.key,
      by: ctx.by,
    })
    switch (accepted.outcome) {
      case 'booked':
        return ctx.response.redirect().status(303).toPath(managePath(accepted.booking.manageToken))
      case 'busy':
        ctx.response.header('retry-after', String(RETRY_SECONDS))
        return showWaitlist(ctx, { problem: 'busy', form }, 503)
      case 'refused':
        return showWaitlist(ctx, { problem: 'refused', form }, 409)
      case 'over':
        return showWaitlist(ctx, { problem: 'too_late' }, 409)
    }
  }
}
