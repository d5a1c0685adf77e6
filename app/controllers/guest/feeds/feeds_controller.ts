import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import NoteFeedRead from '#actions/feeds/note_feed_read'
import { feedEntries } from '#controllers/guest/feeds/feed_entries'
import { Refusal } from '#exceptions/refusal'
import { findFeedByToken } from '#queries/feeds/find_feed'
import { feedCalendar } from '#services/ics'

/** For calendars, which ask every few minutes and mostly find nothing new. */
export default class FeedsController {
  async show({ i18n, params, request, response }: HttpContext) {
    const feed = await findFeedByToken(params.token)
    if (!feed) throw new Refusal(404, 'not_found')
    const { business, host } = feed
    const entries = await feedEntries(feed, DateTime.utc(), i18n)
    const file = feedCalendar(host ? `${host.name}, ${business.name}` : business.name, entries)
    await new NoteFeedRead().handle(feed)

    // Weak, since it may be compressed on its way.
    const tag = `W/"${createHash('sha256').update(file).digest('base64url').slice(0, 32)}"`
    response.header('cache-control', 'private, no-cache')
    response.header('etag', tag)
    if (isSame(request.header('if-none-match'), tag)) return response.status(304).send('')
    response.header('content-type', 'text/calendar; charset=utf-8')
    response.header('content-disposition', 'inline; filename="bookings.ics"')
    return file
  }
}

/** RFC 9110, 13.1.2: compared weakly. */
function isSame(known: string | undefined, tag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, '')
  return (known ?? '').split(',').some((one) => one.trim() === '*' || bare(one) === bare(tag))
}
