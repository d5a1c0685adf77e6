import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { DateTime } from 'luxon'
import { readerLocale } from '#controllers/guest/open_page'
import type WaitlistEntry from '#models/waitlist_entry'
import { findWaitlistEntry, positionOf } from '#queries/find_waitlist_entry'

/** What the link in the address opens; a wrong or revoked one is a 404. */
export async function openWaitlist(ctx: HttpContext): Promise<WaitlistEntry> {
  const entry = await findWaitlistEntry(ctx.params.token)
  if (!entry) throw new Exception('No such place', { status: 404, code: 'E_WAITLIST_NOT_FOUND' })
  const { business } = entry
  ctx.view.share({ business, locale: readerLocale(ctx, business) })
  return entry
}

type Problem = 'refused' | 'busy' | 'too_late'

/** The page of one who waits, as things stand now. */
export async function showWaitlist(ctx: HttpContext, status = 200, problem: Problem | null = null) {
  const entry = await openWaitlist(ctx)
  const now = DateTime.now()
  const { business, service, booking } = entry
  const latest = entry.offers.at(0) ?? null
  const offer = latest?.isOpenAt(now) ? latest : null
  // An offer runs out by the clock, even when no job has run yet.
  const standing = entry.status === 'offered' && !offer ? 'passed' : entry.status
  const shown = offer ?? booking ?? entry
  const timeZone = service.locationType === 'in_person' ? business.timeZone : entry.clientTimeZone
  const html = await ctx.view.render('pages/guest/waitlist', {
    ...{ entry, service, offer, standing, timeZone, problem },
    startsAt: shown.startsAt,
    taken: latest?.booking ?? null,
    position: entry.isOpen ? await positionOf(entry) : null,
  })
  return ctx.response.status(status).send(html)
}
