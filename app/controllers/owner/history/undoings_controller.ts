import type { HttpContext } from '@adonisjs/core/http'
import { overtaken } from '#controllers/owner/form_before'
import { showUndone } from '#controllers/owner/history/shown_undone'
import { undoneChange } from '#controllers/undone/undone_change'
import { Refusal } from '#exceptions/refusal'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import type { Preview } from '#queries/availability/preview_change'
import { emptyForm, submittedVersion } from '#validators/form'

type Found = Awaited<ReturnType<UndoingsController['find']>>

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

  private async find(ctx: HttpContext) {
    const undone = await undoneChange(ctx)
    if (undone === 'not_undone') throw new Refusal(404, 'not_found')
    if (undone === null) throw overtaken(ctx.i18n)
    return { ...undone, ...(await showUndone(ctx, undone)) }
  }

  private async render(
    { request, response, view }: HttpContext,
    { lines, about, version, saving }: Found,
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
