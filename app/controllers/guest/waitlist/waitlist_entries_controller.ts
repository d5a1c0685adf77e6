import type { HttpContext } from '@adonisjs/core/http'
import { showWaitlist } from '#controllers/guest/waitlist/open_waitlist'

export default class WaitlistEntriesController {
  show(ctx: HttpContext) {
    return showWaitlist(ctx)
  }
}
