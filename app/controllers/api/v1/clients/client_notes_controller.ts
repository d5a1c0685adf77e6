import type { HttpContext } from '@adonisjs/core/http'
import NoteClient from '#actions/clients/note_client'
import RewriteNote from '#actions/clients/rewrite_note'
import { clientAsked } from '#controllers/api/v1/clients/client'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type ClientNote from '#models/clients/client_note'
import { versionOf } from '#models/version'
import { notesOfRecord } from '#queries/clients/find_client'
import { presentClientNote } from '#shapes/clients/client_record'
import { clientNoteValidator } from '#validators/api/clients'
import { pagedQuery } from '#validators/api/query'

const ORDER = { column: 'client_notes.created_at', type: 'timestamptz', direction: 'desc' } as const

export default class ClientNotesController {
  async index(ctx: HttpContext) {
    const notes = notesOfRecord(await clientAsked(ctx))
    const asked = await readQuery(ctx, pagedQuery)
    return answerPage(ctx, notes, asked, ORDER, (rows) => rows.map(presentClientNote))
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, by, response } = ctx
    await bouncer.with('ClientPolicy').authorize('keep')
    const client = await clientAsked(ctx)
    const { body } = await readBody(ctx, clientNoteValidator)
    const noting = { businessId: business.id, clientId: client.id, body, by }
    const { id } = await new NoteClient().handle(noting)
    ctx.params.note = id
    response.status(201)
    return answerOne(ctx, presentClientNote(await this.find(ctx)))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('ClientPolicy').authorize('keep')
    const note = await this.find(ctx)
    const { body } = await readChange(ctx, clientNoteValidator, presentClientNote(note))
    await this.rewrite(ctx, note, body)
    return answerOne(ctx, presentClientNote(await this.find(ctx)))
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with('ClientPolicy').authorize('keep')
    await this.rewrite(ctx, await this.find(ctx), null)
    return ctx.response.status(204)
  }

  private async rewrite(ctx: HttpContext, note: ClientNote, body: string | null) {
    const { business, by } = ctx
    const version = versionAsked(ctx, presentClientNote(note), versionOf(note.body))
    const rewriting = { businessId: business.id, noteId: note.id, body, version, by }
    const { outcome } = await new RewriteNote().handle(rewriting)
    if (outcome === 'not_found') throw new Refusal(404, outcome)
    if (outcome === 'stale') throw staleOne(ctx, presentClientNote(await this.find(ctx)))
  }

  private async find(ctx: HttpContext): Promise<ClientNote> {
    const client = await clientAsked(ctx)
    return notesOfRecord(client).where('client_notes.id', ctx.params.note).firstOrFail()
  }
}
