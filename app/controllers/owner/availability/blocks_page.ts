import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { blocksPage } from '#pages/owner/availability/blocks_page'
import { blocksQuery, validQuery } from '#validators/owner_query'

/** With what was seen of one that was changed before it could be opened, 409. */
export async function renderBlocks(ctx: HttpContext, changed?: { shownBefore: string | null }) {
  const { business, response, view } = ctx
  const { host = null, page = 1 } = await validQuery(blocksQuery, ctx)
  const asked = { hostId: host, page, now: Date.now(), changed }
  const state = await blocksPage(business, asked, readerOf(ctx, business))
  if (!state) throw new Refusal(404, 'not_found')
  const html = await view.render('pages/owner/availability/blocks', state)
  return response.status(changed ? 409 : 200).send(html)
}
