import type { HttpContext } from '@adonisjs/core/http'
import { letFrame } from '#controllers/guest/framing'
import { openWaitlist, renderWaitlist } from '#controllers/guest/waitlist/open_waitlist'

/** The same of one who waits. */
export default class FramedEntriesController {
  async show(ctx: HttpContext) {
    const entry = await openWaitlist(ctx)
    letFrame(ctx, entry.business)
    ctx.view.share({ isFramed: true })
    return renderWaitlist(ctx, entry)
  }
}
