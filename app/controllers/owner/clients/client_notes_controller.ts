import type { HttpContext } from '@adonisjs/core/http'
import NoteClient from '#actions/clients/note_client'
import RewriteNote from '#actions/clients/rewrite_note'
import { afterRecordPart, renderClient } from '#controllers/owner/clients/client_page'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import type ClientNote from '#models/clients/client_note'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { findNote, findRecord } from '#queries/clients/find_client'
import { noteValidator } from '#validators/clients/client_form'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'

export default class ClientNotesController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const client = await findRecord(business, ctx.params.id)
    const checked = await validateForm(noteValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return renderClient(ctx, client, { form: checked.form, status: 422 })

    const body = checked.data.note
    await new NoteClient().handle({ businessId: business.id, clientId: client.id, body, by })
    return afterRecordPart(ctx, client.id, {
      saved: ['note'],
      done: i18n.t('owner.clients.note_kept'),
    })
  }

  async edit(ctx: HttpContext) {
    const note = await findNote(ctx.business, ctx.params.id)
    return this.show(ctx, note, { form: emptyForm(typed(note)) })
  }

  async update(ctx: HttpContext) {
    const note = await findNote(ctx.business, ctx.params.id)
    const checked = await validateForm(noteValidator, ctx.request.body(), ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, note, { form: checked.form, status: 422 })
    return this.rewrite(ctx, note, checked.data.note, checked.form)
  }

  async destroy(ctx: HttpContext) {
    const note = await findNote(ctx.business, ctx.params.id)
    return this.rewrite(ctx, note, null, emptyForm({ note: note.body }))
  }

  private async rewrite(ctx: HttpContext, note: ClientNote, body: string | null, form: Form) {
    const { business, by, i18n, request, session } = ctx
    const version = submittedVersion(request.body())
    const answer = { businessId: business.id, noteId: note.id, body, version, by }
    const rewritten = await new RewriteNote().handle(answer)
    if (rewritten.outcome === 'not_found') throw new Refusal(404, 'not_found')
    if (rewritten.outcome === 'stale') {
      const { version: newest, ...values } = typed(rewritten.note)
      const actions = ['client.note_rewritten']
      const subject = { type: 'client', id: note.clientId, actions }
      const address = addressOf('owner.client_notes.edit', { id: note.id })
      const stored = { values, version: newest, subject, address }
      return this.show(ctx, note, { form: await besideStored(ctx, form, stored), status: 409 })
    }
    session.flash('done', i18n.t(`owner.clients.note_${body === null ? 'removed' : 'kept'}`))
    return this.back(ctx, note.clientId)
  }

  private show(
    { response, view }: HttpContext,
    note: ClientNote,
    { form, status = 200 }: { form: Form; status?: 200 | 409 | 422 }
  ) {
    response.status(status)
    return view.render('pages/owner/clients/client_note', { note, form })
  }

  private back({ response }: HttpContext, id: number) {
    return seeOther(response, 'owner.clients.show', { id })
  }
}

function typed({ body }: ClientNote) {
  return { note: body, version: versionOf(body) }
}
