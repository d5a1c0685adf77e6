import type { HttpContext } from '@adonisjs/core/http'
import { showWaitlist } from '#controllers/guest/waitlist/open_waitlist'

/** Where somebody stands on a waitlist, and what is offered to them. Opening it changes nothing. */
export default class WaitlistEntriesController {
  show(ctx: HttpContext) {
    return showWaitlist(ctx)
  }
}
