import type { HttpContext } from '@adonisjs/core/http'
import AskCalendarSync from '#actions/calendars/ask_calendar_sync'
import ChooseCalendars from '#actions/calendars/choose_calendars'
import DisconnectCalendar from '#actions/calendars/disconnect_calendar'
import { answerOne, requireMatch, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { calendarChoice } from '#models/calendars/calendar_choice'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { versionOf } from '#models/version'
import { connectionList } from '#queries/calendars/connection_list'
import { presentCalendarConnection } from '#shapes/availability/calendar_connection'
import { calendarChoiceOrder } from '#validators/api/calendars'
import { nothingSent } from '#validators/api/nothing'
import { pagedQuery } from '#validators/api/query'

const ORDER = { column: 'calendar_connections.id', type: 'bigint', direction: 'asc' } as const

/** A new one is made on a page, by whoever the calendars belong to. */
export default class CalendarConnectionsController {
  /** Staff see their own. */
  async index(ctx: HttpContext) {
    const { bouncer, business, membership } = ctx
    await bouncer.with('CalendarPolicy').authorize('connect')
    const asked = await readQuery(ctx, pagedQuery)
    const list = connectionList(business.id, membership.decidesOnlyOf).clearOrder()
    return answerPage(ctx, list, asked, ORDER, (rows) => rows.map(presentCalendarConnection))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentCalendarConnection(await this.find(ctx)))
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const connection = await this.find(ctx)
    const before = calendarChoice(connection.calendars)
    const { blocks = before.blocks, writes = before.writes } = await readChange(
      ctx,
      calendarChoiceOrder,
      presentCalendarConnection(connection)
    )
    const of = (field: string, ids: number[], may: (id: number) => boolean) => {
      if (ids.every(may)) return
      throw Refusal.ofField(field, 'unknown_calendar', i18n.t('api.unknown_calendar'))
    }
    of('blocks', blocks, (id) => connection.calendars.some((each) => each.id === id))
    of('writes', writes === null ? [] : [writes], (id) =>
      connection.calendars.some((each) => each.id === id && each.canWrite)
    )
    const shape = presentCalendarConnection(connection)
    const outcome = await new ChooseCalendars().handle({
      ...{ businessId: business.id, connectionId: connection.id, by },
      ...{ blockingIds: blocks, writtenId: writes },
      version: versionAsked(ctx, shape, versionOf(before)),
    })
    if (outcome === 'stale') throw staleOne(ctx, presentCalendarConnection(await this.find(ctx)))
    return this.show(ctx)
  }

  /** At once, not when its time comes. */
  async sync(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const { id: connectionId } = await this.find(ctx)
    await readBody(ctx, nothingSent)
    const asked = { businessId: business.id, connectionId, by }
    const outcome = await new AskCalendarSync().handle(asked)
    if (outcome === 'asked') return this.show(ctx)
    throw new Refusal(409, 'calendar_lost', i18n.t('api.calendar_lost'))
  }

  /** What was written there stays. */
  async destroy(ctx: HttpContext) {
    const { business, by, response } = ctx
    const connection = await this.find(ctx)
    requireMatch(ctx, presentCalendarConnection(connection))
    const { id: connectionId } = connection
    await new DisconnectCalendar().handle({ businessId: business.id, connectionId, by })
    return response.status(204)
  }

  private async find({ bouncer, business, params }: HttpContext): Promise<CalendarConnection> {
    const connection = await connectionList(business.id, null)
      .where('calendar_connections.id', params.id)
      .firstOrFail()
    await bouncer.with('CalendarPolicy').authorize('manage', connection.host)
    return connection
  }
}
