import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import GiveAwayBookings, { type GivenAway } from '#actions/bookings/give_away_bookings'
import { waitInWords } from '#controllers/ask_to_wait'
import { type Judgement, judgeOwner } from '#controllers/booking_bounds'
import { findShownHost } from '#controllers/owner/availability/availability_page'
import type Booking from '#models/bookings/booking'
import type Host from '#models/availability/host'
import { leftWithHost } from '#queries/availability/left_with_host'
import { findRequests } from '#queries/requests/request_inbox'
import { handoverValidator } from '#validators/bookings/decision'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { hostQuery, validQuery } from '#validators/owner_query'
import { seenInRow } from '#validators/seen'

interface Page {
  form?: Form
  status?: 200 | 409 | 422
  results?: Result[]
}

interface Result {
  booking: Booking
  outcome: GivenAway['outcome'] | 'too_many_mails'
  shownBefore: string | null
  /** How long, where its client may be told of it later. */
  wait?: string
}

export default class HandoversController {
  async show(ctx: HttpContext) {
    return this.render(ctx, await this.hostOf(ctx))
  }

  async store(ctx: HttpContext) {
    const { business, by, request } = ctx
    const host = await this.hostOf(ctx)
    const body = request.body()
    const checked = await validateForm(handoverValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return this.render(ctx, host, { form: checked.form, status: 422 })

    const asked = await findRequests(business.id, checked.data.bookings)
    if (asked.length === 0) return ctx.response.abort('No such bookings', 404)
    const judged = await this.judge(ctx, asked)
    const given = await new GiveAwayBookings().handle({
      businessId: business.id,
      bookings: asked
        .filter(({ id }) => !judged.waits.has(id))
        .map(({ id }) => ({ bookingId: id, version: seenInRow(body, id).version })),
      hostId: host.id,
      by,
    })
    for (const { bookingId, outcome } of given) {
      if (outcome !== 'reassigned') await judged.judgements.get(bookingId)?.cameToNothing()
    }
    const outcomes = new Map(given.map(({ bookingId, outcome }) => [bookingId, outcome]))
    const now = await findRequests(business.id, checked.data.bookings)
    const results = now.map((booking) => {
      const wait = judged.waits.get(booking.id)
      const outcome: Result['outcome'] = wait
        ? 'too_many_mails'
        : (outcomes.get(booking.id) ?? 'not_found')
      const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
      return { booking, outcome, shownBefore, wait }
    })
    const isStale = results.some(({ outcome }) => outcome === 'stale')
    const isDone = given.some(({ outcome }) => outcome === 'reassigned')
    return this.render(ctx, host, { results, status: isDone && !isStale ? 200 : 409 })
  }

  /** Each is a mail to its client: those of whom enough was sent wait. */
  private async judge({ business, i18n }: HttpContext, bookings: Booking[]) {
    const judgements = new Map<number, Judgement>()
    const waits = new Map<number, string>()
    for (const { id, clientEmail } of bookings) {
      const judgement = await judgeOwner(business, clientEmail)
      judgements.set(id, judgement)
      if (typeof judgement.verdict === 'string') continue
      await judgement.cameToNothing()
      waits.set(id, waitInWords(judgement.verdict.wait, i18n).words)
    }
    return { judgements, waits }
  }

  private async hostOf(ctx: HttpContext): Promise<Host> {
    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host } = await findShownHost(ctx, hostId)
    return host
  }

  private async render(
    { business, response, view }: HttpContext,
    host: Host,
    { form = emptyForm(), status = 200, results }: Page = {}
  ) {
    const now = DateTime.now().setZone(business.timeZone)
    const bookings = await leftWithHost(business.id, host.id, now)
    const page = { host, form, results, bookings, now }
    return response.status(status).send(await view.render('pages/owner/bookings/handover', page))
  }
}
