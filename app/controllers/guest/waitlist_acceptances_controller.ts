import type { HttpContext } from '@adonisjs/core/http'
import AcceptOffer from '#actions/waitlist/accept_offer'
import { openWaitlist, showWaitlist } from '#controllers/guest/open_waitlist'
import { managePath } from '#formats/addresses'

const RETRY_SECONDS = 2

/** The time that was offered is taken. */
export default class WaitlistAcceptancesController {
  async store(ctx: HttpContext) {
    const entry = await openWaitlist(ctx)
    const accepted = await new AcceptOffer().handle({ entry, requestId: ctx.request.id() ?? null })
    switch (accepted.outcome) {
      case 'booked':
        return ctx.response.redirect().status(303).toPath(managePath(accepted.booking.manageToken))
      case 'busy':
        ctx.response.header('retry-after', String(RETRY_SECONDS))
        return showWaitlist(ctx, 503, 'busy')
      case 'refused':
        return showWaitlist(ctx, 409, 'refused')
      case 'over':
        return showWaitlist(ctx, 409, 'too_late')
    }
  }
}
