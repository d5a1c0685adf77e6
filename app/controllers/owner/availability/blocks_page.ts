import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { leftInside } from '#controllers/owner/availability/block_page'
import { clearedBefore, type ClearedRow } from '#controllers/owner/availability/inside_ways'
import { leadToResults } from '#controllers/owner/results'
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
  saved?: { done?: string; cleared: ClearedRow[]; left: LeftInside | null }
}

export async function renderBlocks(ctx: HttpContext, { changed, saved }: Shown = {}) {
  const { business, response, view } = ctx
  const { host = null, page = 1 } = await validQuery(blocksQuery, ctx)
  const query = { hostId: host, page, now: Date.now() }
  const state = await blocksPage(business, query, readerOf(ctx, business))
  if (!state) throw new Refusal(404, 'not_found')
  const moment = DateTime.fromMillis(query.now, { zone: business.timeZone })
  const html = await view.render('pages/owner/availability/blocks', {
    ...{ ...state, changed, saved: saved ?? (await savedBefore(ctx)), now: moment },
  })
  return response.status(changed ? 409 : 200).send(html)
}

/** The list, with what became of each booking inside that something was done with. */
export async function answerSaved(
  ctx: HttpContext,
  done: string,
  {
    cleared,
    block = null,
    left = null,
    to = addressOf('owner.blocks.index'),
  }: { cleared: ClearedRow[]; block?: number | null; left?: LeftInside | null; to?: string }
) {
  const page = { route: 'owner.blocks.index', query: { block } }
  if (cleared.length === 0) ctx.response.redirect().status(303).toPath(to)
  else if (!leadToResults(ctx, page, cleared)) {
    return renderBlocks(ctx, { saved: { done, cleared, left } })
  }
  ctx.session.flash('done', done)
}

async function savedBefore(ctx: HttpContext): Promise<Shown['saved']> {
  const cleared = await clearedBefore(ctx)
  if (!cleared) return undefined
  const block = Number(ctx.request.qs().block)
  return { cleared, left: block ? await leftInside(ctx, block) : null }
}
