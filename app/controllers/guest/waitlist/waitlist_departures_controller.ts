import type { HttpContext } from '@adonisjs/core/http'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import { openWaitlist, showWaitlist } from '#controllers/guest/waitlist/open_waitlist'
import { waitlistPath } from '#formats/pages/addresses'

export default class WaitlistDeparturesController {
  async store(ctx: HttpContext) {
    const { id, token } = await openWaitlist(ctx)
    const outcome = await new LeaveWaitlist().handle({ entryId: id, by: ctx.by })
    if (outcome === 'not_possible') return showWaitlist(ctx, { problem: 'too_late' }, 409)
    return ctx.response.redirect().status(303).toPath(waitlistPath(token))
  }
}
