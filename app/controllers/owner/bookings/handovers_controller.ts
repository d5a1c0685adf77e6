import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import GiveAwayBookings, { type GivenAway } from '#actions/bookings/give_away_bookings'
import { findHost } from '#controllers/owner/availability/availability_page'
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
  results?: { booking: Booking; outcome: GivenAway['outcome']; shownBefore: string | null }[]
}

export default class HandoversController {
  async show(ctx: HttpContext) {
    return this.render(ctx, await this.hostOf(ctx))
  }

  async store(ctx: HttpContext) {
    const { business, membership, request } = ctx
    const host = await this.hostOf(ctx)
    const body = request.body()
    const checked = await validateForm(handoverValidator, body, ctx, 'owner.wrong')
    if (!checked.ok) return this.render(ctx, host, { form: checked.form, status: 422 })

    const asked = await findRequests(business.id, checked.data.bookings)
    if (asked.length === 0) return ctx.response.abort('No such bookings', 404)
    const given = await new GiveAwayBookings().handle({
      businessId: business.id,
      bookings: asked.map(({ id }) => ({ bookingId: id, version: seenInRow(body, id).version })),
      hostId: host.id,
      userId: membership.userId,
      requestId: request.id() ?? null,
    })
    const outcomes = new Map(given.map(({ bookingId, outcome }) => [bookingId, outcome]))
    const now = await findRequests(business.id, checked.data.bookings)
    const results = now.map((booking) => {
      const outcome: GivenAway['outcome'] = outcomes.get(booking.id) ?? 'not_found'
      const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
      return { booking, outcome, shownBefore }
    })
    const isStale = results.some(({ outcome }) => outcome === 'stale')
    const isDone = given.some(({ outcome }) => outcome === 'reassigned')
    return this.render(ctx, host, { results, status: isDone && !isStale ? 200 : 409 })
  }

  private async hostOf(ctx: HttpContext): Promise<Host> {
    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host } = await findHost(ctx, hostId)
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
