import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { ClearedRow } from '#controllers/owner/availability/inside_ways'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { addressOf } from '#pages/address_of'
import { blocksPage } from '#pages/owner/availability/blocks_page'
import { blocksQuery, validQuery } from '#validators/owner_query'

/** What is booked inside, and stays as it is. */
interface LeftInside {
  names: string[]
  href: string
}

interface Shown {
  /** One that was to be removed was changed meanwhile; what the reader saw of it. */
  changed?: { shownBefore: string | null }
  /** What was saved, and what became of the bookings inside. */
  saved?: { done: string; cleared: ClearedRow[]; left: LeftInside | null }
}

export async function renderBlocks(ctx: HttpContext, { changed, saved }: Shown = {}) {
  const { business, response, view } = ctx
  const { host = null, page = 1 } = await validQuery(blocksQuery, ctx)
  const query = { hostId: host, page, now: Date.now() }
  const state = await blocksPage(business, query, readerOf(ctx, business))
  if (!state) throw new Refusal(404, 'not_found')
  const moment = DateTime.fromMillis(query.now, { zone: business.timeZone })
  const html = await view.render('pages/owner/availability/blocks', {
    ...{ ...state, changed, saved, now: moment },
  })
  return response.status(changed ? 409 : 200).send(html)
}

/** The list, unless something was done with the bookings inside: then each is answered for. */
export async function answerSaved(
  ctx: HttpContext,
  done: string,
  {
    cleared,
    left = null,
    to = addressOf('owner.blocks.index'),
  }: { cleared: ClearedRow[]; left?: LeftInside | null; to?: string }
) {
  if (cleared.length > 0) return renderBlocks(ctx, { saved: { done, cleared, left } })
  ctx.session.flash('done', done)
  return ctx.response.redirect().status(303).toPath(to)
}
