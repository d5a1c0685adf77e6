import type { HttpContext } from '@adonisjs/core/http'
import { answerPage } from '#controllers/api/v1/page'
import { pageOrNull, peopleOfPage } from '#controllers/api/v1/pages/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import {
  archiveServiceAsked,
  saveServiceAsked,
  serviceAsked,
} from '#controllers/api/v1/services/service'
import { Refusal } from '#exceptions/refusal'
import { presentServiceRecord } from '#shapes/services/service_record'
import { meetingTypeListQuery, newMeetingTypeOrder } from '#validators/api/scheduling'

const ORDER = { column: 'services.position', type: 'bigint', direction: 'asc' } as const

/** Services, as those of a scheduling page (seed 002). */
export default class MeetingTypesController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, meetingTypeListQuery)
    const services = ctx.business.related('services').query().preload('hosts')
    services.whereNull('archived_at')
    if (asked.scheduling_page_id !== undefined) {
      const ids = await this.people(ctx, asked.scheduling_page_id)
      services.whereHas('hosts', (hosts) => hosts.whereIn('hosts.id', ids))
    }
    return answerPage(ctx, services, asked, ORDER, (rows) =>
      rows.map((service) => presentServiceRecord(service, ctx.business.currency))
    )
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const { scheduling_page_id: page, ...input } = await readBody(ctx, newMeetingTypeOrder)
    const hostIds = input.host_ids ?? (page && (await this.people(ctx, page)))
    return saveServiceAsked(ctx, null, { ...input, host_ids: hostIds || undefined })
  }

  /** Archived: what is booked stays booked. */
  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    await archiveServiceAsked(ctx, await serviceAsked(ctx))
    return ctx.response.status(204)
  }

  private async people(ctx: HttpContext, id: string): Promise<number[]> {
    const page = await pageOrNull(ctx, id)
    if (page) return peopleOfPage(page)
    const detail = ctx.i18n.t('api.unknown_page')
    throw Refusal.ofField('scheduling_page_id', 'unknown_page', detail)
  }
}
