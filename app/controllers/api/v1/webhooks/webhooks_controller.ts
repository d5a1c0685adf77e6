import type { HttpContext } from '@adonisjs/core/http'
import ChangeWebhook from '#actions/webhooks/change_webhook'
import CreateWebhook from '#actions/webhooks/create_webhook'
import DeleteWebhook from '#actions/webhooks/delete_webhook'
import PauseWebhook from '#actions/webhooks/pause_webhook'
import ResumeWebhook from '#actions/webhooks/resume_webhook'
import RotateWebhookSecret from '#actions/webhooks/rotate_webhook_secret'
import TestWebhook from '#actions/webhooks/test_webhook'
import { answerOne, requireMatch, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { addressAsked, webhookAsked } from '#controllers/api/v1/webhooks/webhook'
import { Refusal } from '#exceptions/refusal'
import { versionOf } from '#models/version'
import { webhookContent } from '#models/webhooks/webhook_content'
import WebhookEndpoint, { MOST_ENDPOINTS } from '#models/webhooks/webhook_endpoint'
import { presentWebhook } from '#shapes/webhooks/webhook_record'
import { nothingSent } from '#validators/api/nothing'
import { pagedQuery } from '#validators/api/query'
import { newWebhookValidator, webhookChangeValidator } from '#validators/api/webhooks'

const ORDER = { column: 'webhook_endpoints.id', type: 'bigint', direction: 'asc' } as const

export default class WebhooksController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const asked = await readQuery(ctx, pagedQuery)
    const endpoints = WebhookEndpoint.query().where('business_id', ctx.business.id)
    return answerPage(ctx, endpoints, asked, ORDER, (rows) => rows.map(presentWebhook))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentWebhook(await webhookAsked(ctx)))
  }

  /** Its secret is in this answer only. */
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { url, description = null, events = null } = await readBody(ctx, newWebhookValidator)
    const details = { url: addressAsked(ctx, url), description, events }
    const created = await new CreateWebhook().handle({ businessId: business.id, details, by })
    if (created === 'known') throw this.known(ctx)
    if (created === 'too_many') {
      const detail = i18n.t('api.too_many_webhooks', { most: MOST_ENDPOINTS })
      throw new Refusal(422, 'too_many', detail)
    }
    const { endpoint, secret } = created
    response.status(201).header('location', `/api/v1/webhooks/${endpoint.id}`)
    ctx.params.id = endpoint.id
    return answerOne(ctx, presentWebhook(await webhookAsked(ctx)), { secret })
  }

  async update(ctx: HttpContext) {
    const { business, by } = ctx
    const endpoint = await webhookAsked(ctx)
    const input = await readChange(ctx, webhookChangeValidator, presentWebhook(endpoint))
    const before = webhookContent(endpoint)
    const { description = before.description, events = before.events } = input
    const url = input.url === undefined ? before.url : addressAsked(ctx, input.url)
    const outcome = await new ChangeWebhook().handle({
      ...{ businessId: business.id, endpointId: endpoint.id, by },
      details: { url, description, events },
      version: versionAsked(ctx, presentWebhook(endpoint), versionOf(before)),
    })
    if (outcome === 'known') throw this.known(ctx)
    return this.answer(ctx, outcome)
  }

  /** With all that it was sent. */
  async destroy(ctx: HttpContext) {
    await new DeleteWebhook().handle(await this.change(ctx))
    return ctx.response.status(204)
  }

  async pause(ctx: HttpContext) {
    const change = await this.change(ctx)
    await readBody(ctx, nothingSent)
    await new PauseWebhook().handle(change)
    return this.answer(ctx)
  }

  async resume(ctx: HttpContext) {
    const change = await this.change(ctx)
    await readBody(ctx, nothingSent)
    await new ResumeWebhook().handle(change)
    return this.answer(ctx)
  }

  /** The former secret signs beside the new one for a day. */
  async rotate(ctx: HttpContext) {
    const { business, by } = ctx
    const endpoint = await webhookAsked(ctx)
    await readBody(ctx, nothingSent)
    const rotated = await new RotateWebhookSecret().handle({
      ...{ businessId: business.id, endpointId: endpoint.id, by },
      version: versionAsked(ctx, presentWebhook(endpoint), versionOf(endpoint.secret)),
    })
    const shape = presentWebhook(await webhookAsked(ctx))
    if (rotated.outcome === 'stale') throw staleOne(ctx, shape)
    return answerOne(ctx, shape, { secret: rotated.secret })
  }

  async test(ctx: HttpContext) {
    const change = await this.change(ctx)
    await readBody(ctx, nothingSent)
    await new TestWebhook().handle(change)
    return ctx.response.status(204)
  }

  private async change(ctx: HttpContext) {
    const endpoint = await webhookAsked(ctx)
    requireMatch(ctx, presentWebhook(endpoint))
    return { businessId: ctx.business.id, endpointId: endpoint.id, by: ctx.by }
  }

  private async answer(ctx: HttpContext, outcome: 'saved' | 'stale' = 'saved') {
    const shape = presentWebhook(await webhookAsked(ctx))
    if (outcome === 'stale') throw staleOne(ctx, shape)
    return answerOne(ctx, shape)
  }

  private known({ i18n }: HttpContext): Refusal {
    return Refusal.ofField('url', 'webhook_known', i18n.t('api.webhook_known'))
  }
}
