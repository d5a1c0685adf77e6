import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readerOf, speakTo } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { type ShownWaitlist, waitlistPage } from '#pages/guest/waitlist/waitlist_page'
import { findWaitlistEntry } from '#queries/waitlist/find_waitlist_entry'

export async function openWaitlist(ctx: HttpContext): Promise<WaitlistEntry> {
  const entry = await findWaitlistEntry(ctx.params.token)
  if (!entry) throw new Refusal(404, 'unknown_waitlist_entry')
  const { business } = entry
  ctx.view.share({ business, locale: speakTo(ctx, business, entry) })
  return entry
}

/** The page of one who waits, as things stand now. */
export async function showWaitlist(ctx: HttpContext, shown: ShownWaitlist = {}, status = 200) {
  return renderWaitlist(ctx, await openWaitlist(ctx), shown, status)
}

export async function renderWaitlist(
  ctx: HttpContext,
  entry: WaitlistEntry,
  shown: ShownWaitlist = {},
  status = 200
) {
  const reader = readerOf(ctx, entry.business)
  const page = await waitlistPage(entry, shown, reader, DateTime.now())
  ctx.response.status(status)
  return ctx.view.render('pages/guest/waitlist/waitlist', page)
}
