import type { HttpContext } from '@adonisjs/core/http'
import { overtaken } from '#controllers/owner/form_before'
import { datesToReturn } from '#controllers/owner/history/dates_to_return'
import { linkToReturn } from '#controllers/owner/history/link_to_return'
import { orderToReturn } from '#controllers/owner/history/order_to_return'
import type { ToReturn } from '#controllers/owner/history/to_return'
import { Refusal } from '#exceptions/refusal'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import type { Preview } from '#queries/availability/preview_change'
import { undoneEntry } from '#queries/history/settings_before'
import { emptyForm, submittedVersion } from '#validators/form'

/** Of changes that no one form holds. */
export default class UndoingsController {
  async show(ctx: HttpContext) {
    return this.render(ctx, await this.find(ctx))
  }

  async store(ctx: HttpContext) {
    const { request, response, session, i18n } = ctx
    const body = request.body()
    const undone = await this.find(ctx)
    const { saving } = undone
    if (saving && body.preview !== undefined) {
      return this.render(ctx, undone, { preview: await previewSaving(saving) })
    }
    const booked = saving && (await bookedFirst(saving, body))
    if (booked) return this.render(ctx, undone, { preview: booked, status: 409 })

    const outcome = await undone.save(submittedVersion(body) ?? '')
    if (outcome === 'stale') throw overtaken(i18n)
    session.flash('done', i18n.t('owner.history.undoing.done'))
    return response.redirect().status(303).toPath(undone.address)
  }

  private async find(ctx: HttpContext): Promise<ToReturn> {
    const entry = await undoneEntry(ctx.business.id, ctx.params.id)
    if (entry?.action.startsWith('date_overrides.')) return datesToReturn(ctx, entry)
    if (entry?.action === 'services.ordered') return orderToReturn(ctx, entry)
    if (entry?.action === 'booking_link.updated') return linkToReturn(ctx, entry)
    throw new Refusal(404, 'not_found')
  }

  private async render(
    { request, response, view }: HttpContext,
    { lines, about, version, saving }: ToReturn,
    { preview = null, status = 200 }: { preview?: Preview | null; status?: 200 | 409 } = {}
  ) {
    const page = { lines, about, preview, canPreview: saving !== null }
    const form = emptyForm({ version })
    const html = await view.render('pages/owner/history/undoing', {
      ...page,
      form,
      action: request.url(),
    })
    return response.status(status).send(html)
  }
}
