import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type BlockTime from '#actions/availability/block_time'
import {
  clearedBefore,
  type ClearedRow,
  statusOf,
} from '#controllers/owner/availability/inside_ways'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { besideStored } from '#controllers/owner/newer_form'
import { leadToResults } from '#controllers/owner/results'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import Block from '#models/availability/block'
import { choosable } from '#models/availability/host'
import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'
import {
  type BlockDraft,
  hostField,
  typedBlock,
  typedDate,
} from '#pages/owner/availability/block_draft'
import { blockPage, typedPage } from '#pages/owner/availability/block_page'
import { previewSaving } from '#pages/owner/booked_first'
import { bookedInside } from '#queries/availability/booked_inside'
import { changedBlocks } from '#queries/availability/proposed_changes'
import { dateAt } from '#scheduling/time/zones'
import type { BlockedDates } from '#scheduling/types'
import { blockedDates, blockValidator } from '#validators/availability/block_form'
import { validateForm } from '#validators/form'

export async function findBlock({ business, bouncer, params }: HttpContext): Promise<Block> {
  const block = await Block.query()
    .where({ businessId: business.id, id: params.id })
    .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('id'))
    .firstOrFail()
  await bouncer.with('BlockPolicy').authorize('change', block)
  return block
}

/** Staff choose themselves only; who takes no bookings is there while the block names them. */
export async function choicesFor({ business, membership }: HttpContext, block?: Block) {
  const hosts = await business
    .related('hosts')
    .query()
    .if(membership.role === 'staff', (query) => query.where('user_id', membership.userId))
    .orderBy('position')
    .orderBy('id')
  return choosable(hosts, block?.hosts)
}

interface Reading extends Pick<BlockDraft, 'block' | 'onlyDate'> {
  typed?: Record<string, unknown>
}

export async function readBlock(
  ctx: HttpContext,
  { block, onlyDate, typed: body = ctx.request.body() }: Reading = {}
): Promise<BlockDraft> {
  const { business, i18n } = ctx
  const choices = await choicesFor(ctx, block)
  const given = { ...body, ...(onlyDate && { repeats: 'no' }) }
  const checked = await validateForm(blockValidator, given, ctx, 'owner.validator')
  const { form } = checked
  const isForEveryone = Boolean(body.everyone) && ctx.membership.role !== 'staff'
  const chosen = choices.filter((host) => body.everyone ?? body[hostField(host)])
  if (chosen.length === 0) form.errors.hosts = i18n.t('owner.availability.blocks.error.hosts')
  const today = dateAt(business.timeZone, Date.now())
  const stored = onlyDate ?? block?.firstDate
  const dates = checked.ok ? blockedDates({ data: checked.data, form, today, stored }, i18n) : null
  const reason = checked.ok ? (checked.data.reason ?? null) : null
  const insideReason = checked.ok ? (checked.data.inside_reason ?? null) : null
  return { form, choices, chosen, isForEveryone, dates, reason, insideReason, block, onlyDate }
}

/** As an address has it, with what lies inside once all is said; what is missing is no fault yet. */
export async function blockInQuery(ctx: HttpContext, query: Reading): Promise<BlockDraft> {
  const draft = await readBlock(ctx, query)
  const form = { ...draft.form, errors: {} }
  return withInside(ctx, { ...draft, form })
}

/** With what is booked inside. */
export async function withInside(
  { business }: HttpContext,
  draft: BlockDraft
): Promise<BlockDraft> {
  const { chosen: hosts, dates } = draft
  if (!dates) return draft
  const blocking = { businessId: business.id, hosts, dates }
  return { ...draft, inside: await bookedInside(db.connection(), blocking, Date.now()) }
}

/** What is still booked inside once the block is saved; null where nothing is. */
export async function leftInside({ business }: HttpContext, id: number) {
  const block = await Block.query().where({ businessId: business.id, id }).preload('hosts').first()
  if (!block) return null
  const inside = await bookedInside(db.connection(), block, Date.now())
  if (inside.length === 0) return null
  const names = inside.map(({ clientName, serviceName }) => clientName ?? serviceName)
  return { names, href: addressOf('owner.blocks.edit', { id }) }
}

/** With the times that come and go, too. */
export async function withPreview(ctx: HttpContext, draft: BlockDraft): Promise<BlockDraft> {
  const { business } = ctx
  const { block, onlyDate, chosen, dates } = draft
  if (!dates) return draft
  const before = block ? [{ hostIds: block.hostIds, dates: block.dates }] : []
  const left = onlyDate ? before.map((one) => leftOut(one, onlyDate)) : []
  const after = [...left, { hostIds: idsOf(chosen), dates }]
  const hostIds = [...new Set([...idsOf(chosen), ...(block?.hostIds ?? [])])]
  const change = changedBlocks(before, after)
  const preview = await previewSaving({ business, change, of: { hostIds }, now: Date.now() })
  return { ...(await withInside(ctx, draft)), preview }
}

interface Shown extends BlockDraft {
  status?: 200 | 409 | 422 | 503
  cleared?: ClearedRow[]
}

export async function renderBlock(ctx: HttpContext, { status = 200, ...draft }: Shown) {
  const { business, membership, response, view } = ctx
  const { block } = draft
  const shown = await blockPage(business, draft, readerOf(ctx, business), Date.now())
  const page = {
    ...shown,
    canClear: shown.canClear || (shown.canCancel && membership.isInCharge),
    cleared: draft.cleared ?? (await clearedBefore(ctx)) ?? [],
    ...{ lastChanges: block && (await lastChangesOf(ctx, 'block', block.id)) },
  }
  const html = await view.render('pages/owner/availability/block', page)
  return response.status(status).send(html)
}

/** Nothing is blocked yet: what was done with the bookings inside is said above the form. */
export async function renderCleared(ctx: HttpContext, draft: BlockDraft, cleared: ClearedRow[]) {
  // Of one date of many, the address does not keep what was typed.
  const isKept = statusOf(cleared) === 200 && !draft.onlyDate
  if (isKept && leadToResults(ctx, typedPage(draft), cleared)) return
  return renderBlock(ctx, { ...(await withInside(ctx, draft)), cleared, status: statusOf(cleared) })
}

/** What its action saves. */
export function newBlockOf(
  { request }: HttpContext,
  { chosen, isForEveryone = false, reason = null }: BlockDraft,
  dates: BlockedDates
): Omit<Parameters<BlockTime['handle']>[0], 'businessId' | 'by'> {
  const shown = submittedInside(request.body())
  return { hostIds: idsOf(chosen), isForEveryone, dates, reason, shown }
}

/** False where it is saved; else the form is shown again, with what is in the way. */
export async function isShownAgain(
  ctx: HttpContext,
  draft: Shown,
  outcome: 'asks' | 'stale' | 'gone' | 'busy' | 'changed' | 'blocked' | 'key_reused'
): Promise<boolean> {
  switch (outcome) {
    case 'asks':
      await renderBlock(ctx, { ...(await withPreview(ctx, draft)), isQuestion: true, status: 409 })
      return true
    case 'stale':
      await renderBlock(ctx, { ...(await besideStoredBlock(ctx, draft)), status: 409 })
      return true
    case 'gone':
      throw new Refusal(404, 'not_found')
    case 'busy':
      await renderBlock(ctx, { ...draft, isBusy: true, status: 503 })
      return true
    default:
      return false
  }
}

async function besideStoredBlock(ctx: HttpContext, draft: BlockDraft): Promise<BlockDraft> {
  const { form, onlyDate } = draft
  const block = await findBlock(ctx)
  const beside = await besideStored(ctx, form, {
    values: onlyDate ? typedDate(block, onlyDate) : typedBlock(block),
    version: block.version,
    subject: { type: 'block', id: block.id, actions: ['block.added', 'block.changed'] },
  })
  return { ...draft, block, form: beside }
}

function submittedInside({ inside_shown: shown }: Record<string, unknown>): number[] {
  const ids = typeof shown === 'string' ? shown.split(' ') : []
  return ids.map(Number).filter(Number.isSafeInteger)
}

function idsOf(hosts: readonly Host[]): number[] {
  return hosts.map(({ id }) => id)
}

function leftOut<Of extends { dates: BlockedDates }>(one: Of, date: string): Of {
  const { dates } = one
  return { ...one, dates: { ...dates, skippedDates: [...dates.skippedDates, date] } }
}
