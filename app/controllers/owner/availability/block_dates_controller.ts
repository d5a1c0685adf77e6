import type { HttpContext } from '@adonisjs/core/http'
import ChangeBlockDate from '#actions/availability/change_block_date'
import RemoveBlockDate from '#actions/availability/remove_block_date'
import {
  choicesFor,
  findBlock,
  isShownAgain,
  newBlockOf,
  readBlock,
  renderBlock,
  renderCleared,
  withInside,
  withPreview,
} from '#controllers/owner/availability/block_page'
import { answerSaved, renderBlocks } from '#controllers/owner/availability/blocks_page'
import { clearInside } from '#controllers/owner/availability/inside_ways'
import { readerOf } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { typedDate } from '#pages/owner/availability/block_draft'
import { dayInWords } from '#pages/owner/availability/block_words'
import { blockedDays } from '#scheduling/openings/blocked_time'
import { dayOf } from '#scheduling/time/dates'
import { emptyForm, submittedVersion } from '#validators/form'
import { blockDateQuery, validQuery } from '#validators/owner_query'
import { submittedShown } from '#validators/seen'

/** One date of a block that repeats. */
export default class BlockDatesController {
  async edit(ctx: HttpContext) {
    const { block, onlyDate } = await findDate(ctx)
    const form = emptyForm({ ...typedDate(block, onlyDate), version: block.version })
    const dates = { ...block.dates, firstDate: onlyDate, lastDate: onlyDate, weeklyDays: null }
    const choices = await choicesFor(ctx, block)
    const draft = { form, choices, chosen: block.hosts, dates, block, onlyDate }
    return renderBlock(ctx, await withInside(ctx, draft))
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const { block, onlyDate } = await findDate(ctx)
    const draft = await readBlock(ctx, { block, onlyDate })
    const { dates } = draft
    if (!dates) return renderBlock(ctx, { ...draft, status: 422 })
    if (request.input('preview')) return renderBlock(ctx, await withPreview(ctx, draft))

    const cleared = await clearInside(ctx, draft)
    if (request.input('only_inside')) return renderCleared(ctx, draft, cleared)
    const { outcome } = await new ChangeBlockDate().handle({
      ...{ businessId: business.id, blockId: block.id, date: onlyDate, by },
      version: submittedVersion(request.body()),
      to: newBlockOf(ctx, draft, dates),
    })
    if (await isShownAgain(ctx, { ...draft, cleared }, outcome)) return
    return answerSaved(ctx, i18n.t('owner.availability.blocks.changed'), { cleared })
  }

  async destroy(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const { block, onlyDate } = await findDate(ctx)
    const body = request.body()
    const outcome = await new RemoveBlockDate().handle({
      ...{ businessId: business.id, blockId: block.id, date: onlyDate, by },
      version: submittedVersion(body),
    })
    if (outcome === 'stale')
      return renderBlocks(ctx, { changed: { shownBefore: submittedShown(body) } })
    const day = dayInWords(onlyDate, readerOf(ctx, business))
    session.flash('done', i18n.t('owner.availability.blocks.date_removed', { day }))
    return seeOther(response, 'owner.blocks.index')
  }
}

async function findDate(ctx: HttpContext) {
  const block = await findBlock(ctx)
  const { date: onlyDate } = await validQuery(blockDateQuery, ctx)
  const day = dayOf(onlyDate)
  if (!block.isWeekly || blockedDays(block.dates, day, day).length === 0) {
    throw new Refusal(404, 'not_found')
  }
  return { block, onlyDate }
}
