import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { findShown } from '#controllers/owner/services/shown_service'
import type { Telling } from '#controllers/owner/tell_choice'
import { servicePage, type ShownService } from '#pages/owner/services/service_page'
import { servicesPage } from '#pages/owner/services/services_page'
import { setHostsOf } from '#queries/services/set_hosts'
import { emptyForm } from '#validators/form'

interface Answer {
  status?: 200 | 409 | 422 | 503
  telling?: Telling
  /** Why it was neither archived nor deleted. */
  refused?: 'used' | 'stale' | null
}

export async function renderService(
  ctx: HttpContext,
  shown: ShownService,
  { refused = null, telling = null, status = refused ? 409 : 200 }: Answer = {}
) {
  const { service } = shown
  const page = {
    ...servicePage(ctx.business, shown, readerOf(ctx, ctx.business)),
    lastChanges: service && (await lastChangesOf(ctx, 'service', service.id)),
  }
  const html = await ctx.view.render('pages/owner/services/service', { ...page, telling, refused })
  return ctx.response.status(status).send(html)
}

export async function renderServices(ctx: HttpContext, { isStale = false } = {}) {
  const { business } = ctx
  const services = await business.related('services').query().orderBy('position').orderBy('id')
  await setHostsOf(business.id, services)
  const page = servicesPage(services)
  const html = await ctx.view.render('pages/owner/services/services', { ...page, isStale })
  return ctx.response.status(isStale ? 409 : 200).send(html)
}

/** The service as it is now, and why it was neither archived nor deleted. */
export async function showRefused(ctx: HttpContext, refused: 'used' | 'stale') {
  const shown = await findShown(ctx)
  return renderService(ctx, { ...shown, form: emptyForm(shown.stored) }, { refused })
}
