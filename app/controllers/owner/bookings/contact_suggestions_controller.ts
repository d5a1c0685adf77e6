import type { HttpContext } from '@adonisjs/core/http'
import FindContacts from '#actions/contacts/find_contacts'
import { askToWait } from '#controllers/ask_to_wait'
import { readDesk } from '#controllers/owner/bookings/desk_state'
import { contactSuggestionsPage } from '#pages/owner/bookings/contact_suggestions_page'
import { FEWEST_TYPED, findClients, MOST_FOUND } from '#queries/clients/find_clients'
import { consumeLimit, lookUpsPerUser } from '#start/limiter'
import { filledIn } from '#validators/owner_query'

/** People of connected accounts who are no clients yet, beside those whom the desk finds by itself. */
export default class ContactSuggestionsController {
  async index(ctx: HttpContext) {
    const { business, membership, request, response, view } = ctx
    const { state } = await readDesk(filledIn(request.qs()), ctx)
    const { q: typed = '' } = state
    const seconds = await consumeLimit(lookUpsPerUser, String(membership.userId))
    const wait = seconds === null ? null : askToWait(ctx, seconds)
    const isAsked = wait === null && typed.length >= FEWEST_TYPED
    const clients = isAsked ? await findClients(business.id, typed) : []
    const most = isAsked ? MOST_FOUND - clients.length : 0
    const userId = membership.decidesOnlyOf
    const contacts = await new FindContacts().handle({ business, userId, typed, most })
    response.status(wait === null ? 200 : 429)
    const page = contactSuggestionsPage(state, contacts)
    return view.render('pages/owner/bookings/contact_suggestions', { ...page, wait })
  }
}
