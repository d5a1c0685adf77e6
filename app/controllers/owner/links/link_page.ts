import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { readerOf } from '#controllers/reader'
import type BookingLink from '#models/links/booking_link'
import { linkPage } from '#pages/owner/links/link_page'

export async function renderLink(
  ctx: HttpContext,
  link: BookingLink,
  { isStale = false }: { isStale?: boolean } = {}
) {
  const page = await linkPage(link, ctx.business, DateTime.utc(), readerOf(ctx, ctx.business))
  const html = await ctx.view.render('pages/owner/links/link', {
    ...page,
    isStale,
    lastChanges: await lastChangesOf(ctx, 'booking_link', link.id),
  })
  return ctx.response.status(isStale ? 409 : 200).send(html)
}
