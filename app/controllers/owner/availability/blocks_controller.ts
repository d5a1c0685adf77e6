import type { HttpContext } from '@adonisjs/core/http'
import BlockTime from '#actions/availability/block_time'
import ChangeBlock from '#actions/availability/change_block'
import RemoveBlock from '#actions/availability/remove_block'
import {
  blockInQuery,
  choicesFor,
  findBlock,
  isShownAgain,
  leftInside,
  newBlockOf,
  readBlock,
  renderBlock,
  renderCleared,
  withInside,
  withPreview,
} from '#controllers/owner/availability/block_page'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { answerSaved, renderBlocks } from '#controllers/owner/availability/blocks_page'
import { clearInside } from '#controllers/owner/availability/inside_ways'
import { readerOf } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import Block from '#models/availability/block'
import type Host from '#models/availability/host'
import { hostField, typedBlock, typedKept } from '#pages/owner/availability/block_draft'
import { whenInWords, whoInWords } from '#pages/owner/availability/block_words'
import { undoneEntry } from '#queries/history/settings_before'
import { dateAt } from '#scheduling/time/zones'
import { emptyForm, submittedVersion } from '#validators/form'
import { filledIn, newBlockQuery, validQuery } from '#validators/owner_query'
import { submittedShown } from '#validators/seen'

export default class BlocksController {
  async index(ctx: HttpContext) {
    return renderBlocks(ctx)
  }

  async create(ctx: HttpContext) {
    const query = await validQuery(newBlockQuery, ctx)
    const choices = await choicesFor(ctx)
    if (query.before !== undefined) return this.bringBack(ctx, choices, query.before)
    const isOwn = ctx.membership.decidesOnlyOf !== null || choices.length === 1
    const chosen = choices.filter(({ id }) => isOwn || id === query.host)
    const hosts = Object.fromEntries(chosen.map((host) => [hostField(host), 'on']))
    const date = dateAt(ctx.business.timeZone, Date.now())
    const typed = { date, repeats: 'no', ...hosts, ...filledIn(ctx.request.qs()) }
    const draft = await blockInQuery(ctx, { typed })
    return renderBlock(ctx, { ...draft, isAway: query.away && ctx.membership.isInCharge })
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const draft = await readBlock(ctx)
    const { chosen, dates } = draft
    if (!dates) return renderBlock(ctx, { ...draft, status: 422 })
    if (request.input('preview')) return renderBlock(ctx, await withPreview(ctx, draft))

    const cleared = await clearInside(ctx, draft)
    if (request.input('only_inside')) return renderCleared(ctx, draft, cleared)
    const blocking = { businessId: business.id, by, ...newBlockOf(ctx, draft, dates) }
    const blocked = await new BlockTime().handle(blocking)
    if (blocked.outcome !== 'blocked') {
      await isShownAgain(ctx, { ...draft, cleared }, blocked.outcome)
      return
    }
    const reader = readerOf(ctx, business)
    const hosts = await business.related('hosts').query()
    const when = whenInWords(dates, dateAt(business.timeZone, Date.now()), reader)
    const who = whoInWords({ ...draft, hosts: chosen }, hosts, reader)
    const left = await leftInside(ctx, blocked.block.id)
    const done = i18n.t('owner.availability.blocks.done', { when, who })
    return answerSaved(ctx, done, { cleared, block: blocked.block.id, left, to: left?.href })
  }

  async edit(ctx: HttpContext) {
    const block = await findBlock(ctx)
    const typed = filledIn(ctx.request.qs())
    if ('version' in typed) return renderBlock(ctx, await blockInQuery(ctx, { block, typed }))
    const form = emptyForm({ ...typedBlock(block), version: block.version })
    const choices = await choicesFor(ctx, block)
    const earlier = await findEarlier(ctx, { type: 'block', id: block.id })
    if (earlier) {
      const before = formBefore(ctx, earlier, {
        typed: (content) => typedKept(content, choices),
        stored: typedBlock(block),
        version: block.version,
      })
      return renderBlock(ctx, { form: before, choices, chosen: block.hosts, dates: null, block })
    }
    const draft = { form, choices, chosen: block.hosts, dates: block.dates, block }
    return renderBlock(ctx, await withInside(ctx, draft))
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const block = await findBlock(ctx)
    const draft = await readBlock(ctx, { block })
    const { dates } = draft
    if (!dates) return renderBlock(ctx, { ...draft, status: 422 })
    if (request.input('preview')) return renderBlock(ctx, await withPreview(ctx, draft))

    const cleared = await clearInside(ctx, draft)
    if (request.input('only_inside')) return renderCleared(ctx, draft, cleared)
    const { outcome } = await new ChangeBlock().handle({
      ...newBlockOf(ctx, draft, dates),
      ...{ businessId: business.id, blockId: block.id, by },
      version: submittedVersion(request.body()),
    })
    if (await isShownAgain(ctx, { ...draft, cleared }, outcome)) return
    const left = cleared.length > 0 ? await leftInside(ctx, block.id) : null
    return answerSaved(ctx, i18n.t('owner.availability.blocks.changed'), {
      ...{ cleared, block: block.id, left },
    })
  }

  async destroy(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const { id: blockId } = await findBlock(ctx)
    const body = request.body()
    const removal = { businessId: business.id, blockId, version: submittedVersion(body), by }
    const outcome = await new RemoveBlock().handle(removal)
    if (outcome === 'stale')
      return renderBlocks(ctx, { changed: { shownBefore: submittedShown(body) } })
    session.flash('done', i18n.t('owner.availability.blocks.removed'))
    return seeOther(response, 'owner.blocks.index')
  }

  /** What the history keeps of a block that is gone, as a new one. */
  private async bringBack(ctx: HttpContext, choices: Host[], entryId: number) {
    const entry = await undoneEntry(ctx.business.id, entryId)
    if (!entry || !['block.removed', 'block.date_left_out'].includes(entry.action)) {
      throw new Refusal(404, 'not_found')
    }
    const hostIds = entry.content.hostIds as number[]
    const { business, bouncer } = ctx
    const gone = new Block().merge({ businessId: business.id })
    gone.$setRelated('hosts', await business.related('hosts').query().whereIn('id', hostIds))
    if (gone.hosts.length === 0) throw new Refusal(404, 'not_found')
    await bouncer.with('BlockPolicy').authorize('change', gone)
    const form = emptyForm(typedKept(entry.content, choices))
    const chosen = choices.filter((host) => form.values[hostField(host)])
    return renderBlock(ctx, { form, choices, chosen, dates: null, isBroughtBack: true })
  }
}
