import type { HttpContext } from '@adonisjs/core/http'
import EndFeed from '#actions/feeds/end_feed'
import MakeFeed from '#actions/feeds/make_feed'
import RenewFeed from '#actions/feeds/renew_feed'
import { answerOne, requireMatch, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { chosenFeed, feedAddress, requireOwnFeed } from '#controllers/chosen_feed'
import { Refusal } from '#exceptions/refusal'
import CalendarFeed from '#models/feeds/calendar_feed'
import { findFeed, feedsOf } from '#queries/feeds/find_feed'
import { presentCalendarFeed } from '#shapes/availability/calendar_feed'
import { feedChangeOrder, newFeedOrder } from '#validators/api/calendars'
import { nothingSent } from '#validators/api/nothing'
import { pagedQuery } from '#validators/api/query'

const ORDER = { column: 'calendar_feeds.id', type: 'bigint', direction: 'asc' } as const

/** The key's member's own. */
export default class CalendarFeedsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, pagedQuery)
    const feeds = CalendarFeed.query().where('membership_id', ctx.membership.id)
    return answerPage(ctx, feeds, asked, ORDER, (rows) => rows.map(presentCalendarFeed))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentCalendarFeed(await this.find(ctx)))
  }

  /** Its address is in this answer only. */
  async store(ctx: HttpContext) {
    const { by, i18n, membership, response } = ctx
    const { host_id: wanted, shows = 'names' } = await readBody(ctx, newFeedOrder)
    const chosen = await chosenFeed(ctx, wanted)
    requireOwnFeed(ctx, chosen)
    const { hostId } = chosen
    const made = await new MakeFeed().handle({ membership, hostId, shows, version: '', by })
    const feeds = await feedsOf(membership)
    const feed = feeds.find((each) => each.hostId === hostId)
    if (made.outcome !== 'made' || !feed) {
      throw new Refusal(409, 'feed_known', i18n.t('api.feed_known'))
    }
    ctx.params.id = feed.id
    response.status(201).header('location', `/api/v1/calendar-feeds/${feed.id}`)
    return this.answerWith(ctx, made.token)
  }

  async update(ctx: HttpContext) {
    const { by, membership } = ctx
    const feed = await this.find(ctx)
    const shape = presentCalendarFeed(feed)
    const { shows = feed.shows } = await readChange(ctx, feedChangeOrder, shape)
    const version = versionAsked(ctx, shape, feed.version)
    const { hostId } = feed
    const { outcome } = await new MakeFeed().handle({ membership, hostId, shows, version, by })
    if (outcome === 'stale') throw staleOne(ctx, presentCalendarFeed(await this.find(ctx)))
    return this.show(ctx)
  }

  async rotate(ctx: HttpContext) {
    const { by, membership } = ctx
    const feed = await this.find(ctx)
    const shape = presentCalendarFeed(feed)
    await readBody(ctx, nothingSent)
    const renewed = await new RenewFeed().handle({
      ...{ membershipId: membership.id, feedId: feed.id, by },
      version: versionAsked(ctx, shape, feed.addressVersion),
    })
    if (renewed === 'stale') throw staleOne(ctx, presentCalendarFeed(await this.find(ctx)))
    return this.answerWith(ctx, renewed.token)
  }

  async destroy(ctx: HttpContext) {
    const { by, membership, response } = ctx
    const feed = await this.find(ctx)
    requireMatch(ctx, presentCalendarFeed(feed))
    await new EndFeed().handle({ membershipId: membership.id, feedId: feed.id, by })
    return response.status(204)
  }

  private async answerWith(ctx: HttpContext, token: string) {
    ctx.response.header('cache-control', 'no-store')
    return answerOne(ctx, presentCalendarFeed(await this.find(ctx)), { url: feedAddress(token) })
  }

  private find({ membership, params }: HttpContext): Promise<CalendarFeed> {
    return findFeed(membership, params.id)
  }
}
