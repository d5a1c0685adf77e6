import type { HttpContext } from '@adonisjs/core/http'
import EndFeed from '#actions/feeds/end_feed'
import { seeOther } from '#controllers/see_other'
import { findFeed } from '#queries/feeds/find_feed'

export default class FeedEndingsController {
  async store({ by, i18n, membership, params, response, session }: HttpContext) {
    const { id: feedId, hostId } = await findFeed(membership, params.id)
    await new EndFeed().handle({ membershipId: membership.id, feedId, by })
    session.flash('done', i18n.t('owner.feeds.ended'))
    return seeOther(response, 'owner.feeds.edit', {}, { query: { host: hostId } })
  }
}
