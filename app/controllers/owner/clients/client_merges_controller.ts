import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import MergeClients from '#actions/clients/merge_clients'
import SeparateClient from '#actions/clients/separate_client'
import { afterRecordPart, hasTypedOnRecord } from '#controllers/owner/clients/client_page'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import type Client from '#models/clients/client'
import { mergePage } from '#pages/owner/clients/merge_page'
import { findClient, findRecord } from '#queries/clients/find_client'
import { mergeValidator } from '#validators/clients/client_form'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { legibleQuery, mergeQuery } from '#validators/owner_query'

interface Shown {
  form: Form
  withId?: number
  search?: string
  status?: 200 | 409 | 422
  problem?: 'stale'
}

export default class ClientMergesController {
  async create(ctx: HttpContext) {
    const client = await findRecord(ctx.business, ctx.params.id)
    const { with: withId, search } = await legibleQuery(mergeQuery, ctx)
    return this.show(ctx, client, { form: emptyForm(), withId, search })
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request, session } = ctx
    const client = await findRecord(business, ctx.params.id)
    const checked = await validateForm(mergeValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.show(ctx, client, { form, status: 422 })

    const { with: withId, keep } = checked.data
    const other = await findRecord(business, withId)
    const [kept, gone] = keep === other.id ? [other, client] : [client, other]
    const version = submittedVersion(request.body())
    const merging = { businessId: business.id, keptId: kept.id, otherId: gone.id, version, by }
    const outcome = await new MergeClients().handle(merging)
    if (outcome === 'not_found') throw new Refusal(404, 'not_found')
    if (outcome !== 'merged') {
      return this.show(ctx, client, { form, withId, status: 409, problem: outcome })
    }
    session.flash('done', i18n.t('owner.clients.merge.done', { name: gone.name, kept: kept.name }))
    return this.to(ctx, kept.id)
  }

  async destroy(ctx: HttpContext) {
    const { business, by, i18n, request } = ctx
    const client = await findClient(business, ctx.params.id)
    const separating = { businessId: business.id, clientId: client.id, by }
    const isDone = (await new SeparateClient().handle(separating)) === 'separated'
    const done = isDone ? i18n.t('owner.clients.merge.undone', { name: client.name }) : undefined
    // What was typed is of the record that the button stood on.
    const typedOn = hasTypedOnRecord(request.body()) ? client.recordId : client.id
    return afterRecordPart(ctx, typedOn, { done })
  }

  private async show(ctx: HttpContext, client: Client, { status = 200, ...shown }: Shown) {
    const { business, response, view } = ctx
    const other = shown.withId === undefined ? null : await findRecord(business, shown.withId)
    const now = DateTime.now().setZone(business.timeZone)
    const page = await mergePage(client, other, { search: shown.search ?? '', now })
    response.status(status)
    const { form, problem } = shown
    return view.render('pages/owner/clients/client_merge', { ...page, form, problem })
  }

  private to({ response }: HttpContext, id: number) {
    return seeOther(response, 'owner.clients.show', { id })
  }
}
