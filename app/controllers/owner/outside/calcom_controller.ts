import type { HttpContext } from '@adonisjs/core/http'
import CloseCalcomBridge from '#actions/outside/close_calcom_bridge'
import OpenCalcomBridge from '#actions/outside/open_calcom_bridge'
import { addressForCalcom, renderCalcom, toCalcom } from '#controllers/owner/outside/calcom_page'
import { submittedVersion } from '#validators/form'

/** For a business that moves here from Cal.com, and uses both for a while. */
export default class CalcomController {
  show(ctx: HttpContext) {
    return renderCalcom(ctx)
  }

  /** The page that follows shows the secret, this once. */
  async store(ctx: HttpContext) {
    const { business, by, request, response, view } = ctx
    const opened = await new OpenCalcomBridge().handle({
      ...{ businessId: business.id, version: submittedVersion(request.body()), by },
    })
    if (opened === 'stale') return renderCalcom(ctx, { status: 409, isStale: true })
    response.header('cache-control', 'no-store')
    const { bridge, secret } = opened
    const address = addressForCalcom(bridge)
    return view.render('pages/owner/outside/calcom_secret', { address, secret })
  }

  async destroy(ctx: HttpContext) {
    const { business, by } = ctx
    await new CloseCalcomBridge().handle({ businessId: business.id, by })
    return toCalcom(ctx, 'ended')
  }
}
