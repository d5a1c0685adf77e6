import type { HttpContext } from '@adonisjs/core/http'
import RenewFeed from '#actions/feeds/renew_feed'
import { chosenFeed } from '#controllers/chosen_feed'
import { renderAddress, renderFeed } from '#controllers/owner/feeds/feed_page'
import { findFeed } from '#queries/feeds/find_feed'
import { submittedVersion } from '#validators/form'

export default class FeedAddressesController {
  async store(ctx: HttpContext) {
    const { by, membership, params, request } = ctx
    const { id: feedId, hostId } = await findFeed(membership, params.id)
    const chosen = await chosenFeed(ctx, hostId)
    const renewed = await new RenewFeed().handle({
      ...{ membershipId: membership.id, feedId, by },
      version: submittedVersion(request.body()),
    })
    if (renewed === 'stale') return renderFeed(ctx, chosen, { status: 409, isStale: true })
    return renderAddress(ctx, chosen, renewed.token)
  }
}
