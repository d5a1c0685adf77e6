import type { HttpContext } from '@adonisjs/core/http'
import { hostAsked } from '#controllers/api/v1/availability/opening_times'
import { replaceWeek } from '#controllers/api/v1/availability/replace_week'
import { answerOne } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import type { WeeklyRange } from '#scheduling/types'
import { presentWeek } from '#shapes/availability/opening'
import { weekValidator } from '#validators/api/availability'

export default class WeeklyHoursController {
  async show(ctx: HttpContext) {
    return answerOne(ctx, presentWeek(await hostAsked(ctx)))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const host = await hostAsked(ctx)
    const { ranges, keeps_booked: keepsBooked } = await readChange(
      ctx,
      weekValidator,
      presentWeek(host)
    )
    const week = { ranges: ranges as WeeklyRange[], keepsBooked }
    return replaceWeek(ctx, host, week, presentWeek)
  }
}
