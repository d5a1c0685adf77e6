import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { renderInbox, renderRequest } from '#controllers/owner/requests/request_page'
import { resultsIn } from '#controllers/owner/results'
import { addressOf } from '#pages/address_of'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { findRequests } from '#queries/requests/request_inbox'
import { emptyForm, validateForm } from '#validators/form'
import { filledIn, inboxQuery } from '#validators/owner_query'

export default class RequestsController {
  async index(ctx: HttpContext) {
    const { timeZone: zone } = ctx.business
    const query = filledIn(ctx.request.qs())
    if (query.tab === 'lapsed') return this.renamed(ctx, query)
    const checked = await validateForm(inboxQuery, query, ctx, 'owner.validator')
    const { search, service, host, from, until } = checked.form.values
    const typedFilters = { search, service, host, from, until }
    if (!checked.ok) {
      const { form } = checked
      return renderInbox(ctx, { tab: 'waiting', page: 1, typedFilters }, { form, status: 422 })
    }

    const { tab = 'waiting', page = 1, ...typed } = checked.data
    const filters = {
      search: typed.search,
      ...{ serviceId: typed.service, hostId: typed.host },
      from: typed.from ? DateTime.fromISO(typed.from, { zone }) : null,
      until: typed.until ? DateTime.fromISO(typed.until, { zone }).plus({ days: 1 }) : null,
    }
    const inbox = { tab, page, filters, typedFilters }
    const outcomes = resultsIn(ctx)
    if (!outcomes) return renderInbox(ctx, inbox)
    const decided = await findRequests(ctx.business.id, [...outcomes.keys()])
    const results = decided.map((booking) => ({ booking, outcome: outcomes.get(booking.id) ?? '' }))
    return renderInbox(ctx, inbox, { form: emptyForm(), results, status: 200 })
  }

  async show(ctx: HttpContext) {
    const booking = await findBookingRecord(ctx.business, ctx.params.id)
    if (booking.status === 'cancelled') {
      return ctx.response.redirect().toPath(addressOf('owner.bookings.show', { id: booking.id }))
    }
    return renderRequest(ctx, booking)
  }

  /** As this tab was called in addresses before. */
  private renamed({ response }: HttpContext, submitted: Record<string, unknown>) {
    const query = { ...submitted, tab: 'expired' }
    return response.redirect().toPath(addressOf('owner.requests.index', {}, { query }))
  }
}
