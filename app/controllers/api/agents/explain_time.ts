import type { HttpContext } from '@adonisjs/core/http'
import { wantedHost } from '#controllers/api/availability/wanted_host'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { readInput } from '#controllers/api/input'
import { DateTime } from 'luxon'
import { readerLocale } from '#controllers/reader'
import { keyOf, reasonFigures } from '#formats/availability/reason_figures'
import { loadQuestion } from '#queries/availability/load_availability'
import { startInDetail } from '#queries/availability/why_not_offered'
import { serviceRules } from '#queries/services/service_rules'
import { DAY } from '#scheduling/time/dates'
import { inUtc } from '#shapes/schema'
import { explainTool } from '#validators/api/agents'

/** What keeps a time off the page, as its owner reads it there; without who is booked. */
export async function explainTime(ctx: HttpContext, sent: Record<string, unknown>) {
  const { business, i18n } = ctx
  const input = await readInput(ctx, explainTool, sent)
  const { starts_at: startsAt } = input
  const service = await business
    .related('services')
    .query()
    .where('id', input.service_id)
    .firstOrFail()
  const hosts = await business.related('hosts').query()
  const hostId = wantedHost(ctx, { hosts }, input.host_id)
  const durationMinutes = wantedLength(ctx, { business, service }, input.duration_minutes)
  const host = hosts.find(({ id }) => id === hostId)

  const range = { start: startsAt - DAY, end: startsAt + DAY }
  const whom = { hostId, durationMinutes }
  const question = await loadQuestion({ business, service, ...whom, range, now: Date.now() })
  const chosen = await startInDetail(question, { business, startsAt, now: Date.now() })
  const { reasons } = chosen
  const scene = {
    ...{ service, chosen },
    rules: serviceRules(service, business, durationMinutes),
    timeZone: host?.timeZone ?? business.timeZone,
    locale: readerLocale(ctx, business),
  }
  return {
    starts_at: inUtc(DateTime.fromMillis(startsAt)),
    time_zone: scene.timeZone,
    can_be_booked: reasons.length === 0,
    reasons: reasons.map((reason) => ({
      code: reason.code,
      host_id: reason.hostId,
      detail: i18n.t(
        `owner.availability.why.reason.${keyOf(reason, scene)}`,
        reasonFigures(reason, scene)
      ),
    })),
  }
}
