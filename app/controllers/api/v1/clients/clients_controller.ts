import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import AddClient from '#actions/clients/add_client'
import EraseClient from '#actions/privacy/erase_client'
import CorrectClient from '#actions/clients/correct_client'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { answerClient, clientAsked, clientToChange } from '#controllers/api/v1/clients/client'
import { staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage, pageAsked } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { versionOf } from '#models/version'
import { filteredClients } from '#queries/clients/client_list'
import type { PageOrder } from '#queries/cursor_page'
import { timeLineAfter } from '#queries/clients/time_line'
import { timeLineRows } from '#queries/clients/time_line_rows'
import { presentActivity } from '#shapes/clients/activity'
import { presentClientRecord } from '#shapes/clients/client_record'
import {
  clientChangeValidator,
  clientErasureQuery,
  clientListQuery,
  clientReadQuery,
  newClientValidator,
} from '#validators/api/clients'
import { pagedQuery } from '#validators/api/query'

type Listed = Infer<typeof clientListQuery>

const ORDERS: Record<NonNullable<Listed['sort']>, PageOrder> = {
  'name': { column: 'clients.search_key', type: 'text', direction: 'asc' },
  '-created_at': { column: 'clients.created_at', type: 'timestamptz', direction: 'desc' },
  'updated_at': { column: 'clients.updated_at', type: 'timestamptz', direction: 'asc' },
}

export default class ClientsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, clientListQuery)
    const { search, tag, blocked, updated_since: since, sort = 'name' } = asked
    const clients = filteredClients(ctx.business.id, {
      ...{ search, tag, view: blocked === 'true' ? 'blocked' : 'all' },
      ...(since !== undefined && { updatedSince: DateTime.fromMillis(since) }),
    })
    if (blocked === 'false') clients.whereNull('blocked_at')
    return answerPage(ctx, clients, asked, ORDERS[sort], (rows) => rows.map(presentClientRecord))
  }

  async show(ctx: HttpContext) {
    const { include } = await readQuery(ctx, clientReadQuery)
    return answerClient(ctx, include)
  }

  async activities(ctx: HttpContext) {
    const client = await clientAsked(ctx)
    const asked = await readQuery(ctx, pagedQuery)
    const { entries, next } = await pageAsked(ctx, asked, (wanted) => timeLineAfter(client, wanted))
    const rows = await timeLineRows(entries)
    return { data: rows.map(presentActivity), next_cursor: next }
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, by, response } = ctx
    await bouncer.with('ClientPolicy').authorize('keep')
    const input = await readBody(ctx, newClientValidator)
    const { name, email = null, phone = null, notes = null } = input
    this.requireContact(ctx, { email, phone })
    const added = await new AddClient().handle({
      businessId: business.id,
      details: {
        ...{ name, email, phone, notes: notes || null },
        locale: input.locale ?? business.locale,
        timeZone: input.time_zone ?? business.timeZone,
      },
      idempotencyKey: idempotencyKey(ctx),
      by,
    })
    if (added.outcome === 'known') throw this.known(ctx, added.recordId)
    if (added.outcome === 'key_reused') throw turnedAway(ctx, added.outcome)
    if (added.replayed) response.header('idempotency-replayed', 'true')
    ctx.params.id = added.clientId
    response.status(201).header('location', `/api/v1/clients/${added.clientId}`)
    return answerClient(ctx)
  }

  async update(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('ClientPolicy').authorize('keep')
    const client = await clientAsked(ctx)
    const input = await readChange(ctx, clientChangeValidator, presentClientRecord(client))
    const { details: before } = client
    const given = Object.entries(input).filter(([, value]) => value !== undefined)
    const details = { ...before, ...Object.fromEntries(given) }
    if (!client.isByName) this.requireContact(ctx, details)
    const corrected = await new CorrectClient().handle({
      ...{ businessId: business.id, clientId: client.id, by },
      details: { ...details, notes: details.notes || null },
      version: versionAsked(ctx, presentClientRecord(client), versionOf(before)),
    })
    switch (corrected.outcome) {
      case 'corrected':
        return answerClient(ctx)
      case 'stale':
        throw staleOne(ctx, presentClientRecord(await clientAsked(ctx)))
      case 'taken':
        throw this.known(ctx, corrected.other.recordId)
      case 'not_found':
        throw new Refusal(404, 'not_found')
    }
  }

  /** For good: see `EraseClient`. What they booked stays, without their name. */
  async destroy(ctx: HttpContext) {
    const { coming = 'cancel', tell = 'true' } = await readQuery(ctx, clientErasureQuery)
    const change = await clientToChange(ctx, 'manage')
    const outcome = await new EraseClient().handle({
      ...{ ...change, keepsComing: coming === 'keep', tellsClient: tell === 'true' },
    })
    if (outcome === 'not_found') throw new Refusal(404, 'not_found')
    return ctx.response.noContent()
  }

  private requireContact(
    { i18n }: HttpContext,
    { email, phone }: { email: string | null; phone: string | null }
  ) {
    if (email !== null || phone !== null) return
    throw Refusal.ofField('email', 'no_contact', i18n.t('api.client_contact'))
  }

  private known({ i18n }: HttpContext, id: number): Refusal {
    return new Refusal(409, 'client_known', i18n.t('api.client_known'), {
      facts: { client_id: id },
    })
  }
}
