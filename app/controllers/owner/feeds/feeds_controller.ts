import type { HttpContext } from '@adonisjs/core/http'
import MakeFeed from '#actions/feeds/make_feed'
import { type ChosenFeed, chosenFeed, requireOwnFeed } from '#controllers/chosen_feed'
import { renderAddress, renderFeed } from '#controllers/owner/feeds/feed_page'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import { subjectOfFeed } from '#models/feeds/calendar_feed'
import { addressOf } from '#pages/address_of'
import { feedsOf } from '#queries/feeds/find_feed'
import { feedQuery, feedValidator } from '#validators/feeds/feed'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { validQuery } from '#validators/owner_query'

/** Secret addresses at which a member's own calendar reads what is booked. */
export default class FeedsController {
  async edit(ctx: HttpContext) {
    const { host } = await validQuery(feedQuery, ctx)
    return renderFeed(ctx, await chosenFeed(ctx, host))
  }

  async update(ctx: HttpContext) {
    const { by, i18n, membership, request, response, session } = ctx
    const { host } = await validQuery(feedQuery, ctx)
    const chosen = await chosenFeed(ctx, host)
    const { hostId } = chosen
    requireOwnFeed(ctx, chosen)
    const body = request.body()
    const checked = await validateForm(feedValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderFeed(ctx, chosen, { form, status: 422 })
    const { shows } = checked.data
    const made = await new MakeFeed().handle({
      ...{ membership, hostId, shows, version: submittedVersion(body), by },
    })
    if (made.outcome === 'made') return renderAddress(ctx, chosen, made.token)
    if (made.outcome === 'stale') return this.showBesideStored(ctx, chosen, form)
    session.flash('done', i18n.t('owner.feeds.saved'))
    return seeOther(response, 'owner.feeds.edit', {}, { query: { host: hostId } })
  }

  private async showBesideStored(ctx: HttpContext, chosen: ChosenFeed, form: Form) {
    const { business, membership } = ctx
    const { hostId } = chosen
    const feeds = await feedsOf(membership)
    const feed = feeds.find((each) => each.hostId === hostId)
    const { subjectType: type, subjectId: id } = subjectOfFeed({ businessId: business.id, hostId })
    const beside = await besideStored(ctx, form, {
      values: { shows: feed?.shows ?? '' },
      version: feed?.version ?? '',
      subject: {
        ...{ type, id },
        actions: [`${type}.feed_made`, `${type}.feed_changed`],
      },
      address: addressOf('owner.feeds.edit', {}, { query: { host: hostId } }),
    })
    return renderFeed(ctx, chosen, { form: beside, status: 409 })
  }
}
