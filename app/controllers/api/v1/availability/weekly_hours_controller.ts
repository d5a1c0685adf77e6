import type { HttpContext } from '@adonisjs/core/http'
import UpdateWeeklyHours from '#actions/availability/update_weekly_hours'
import {
  askOfBooked,
  checkedRanges,
  hostAsked,
} from '#controllers/api/v1/availability/opening_times'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readBody } from '#controllers/api/v1/read'
import { weekInWords } from '#models/availability/availability_rule'
import { versionOf } from '#models/version'
import { changedWeek } from '#queries/availability/proposed_changes'
import type { WeeklyRange } from '#scheduling/types'
import { presentWeek } from '#shapes/availability/opening'
import { weekValidator } from '#validators/api/availability'

export default class WeeklyHoursController {
  async show(ctx: HttpContext) {
    return answerOne(ctx, presentWeek(await hostAsked(ctx)))
  }

  /** The whole week at once. */
  async update(ctx: HttpContext) {
    const { bouncer, by } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const host = await hostAsked(ctx)
    const input = await readBody(ctx, weekValidator)
    const hours = checkedRanges(ctx, input.ranges as WeeklyRange[])
    const change = changedWeek(host.id, hours)
    const keepsBooked = input.keeps_booked ?? false
    const read = weekInWords(host.availabilityRules.map(({ range }) => range))
    const version = versionAsked(ctx, presentWeek(host), versionOf(read))
    // Whoever read it otherwise hears that first.
    if (version === null || version === versionOf(read)) {
      await askOfBooked(ctx, { change, hostId: host.id, keepsBooked })
    }
    const outcome = await new UpdateWeeklyHours().handle({ host, hours, version, by })
    const shape = presentWeek(await hostAsked(ctx))
    if (outcome === 'stale') throw staleOne(ctx, shape)
    return answerOne(ctx, shape)
  }
}
