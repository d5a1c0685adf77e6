import type { HttpContext } from '@adonisjs/core/http'
import { hostAsked } from '#controllers/api/v1/availability/opening_times'
import { ownHost } from '#controllers/api/v1/availability/own_host'
import { replaceWeek } from '#controllers/api/v1/availability/replace_week'
import { answerOne } from '#controllers/api/v1/one'
import { readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type { Weekday } from '#scheduling/types'
import { presentSchedule } from '#shapes/availability/schedule'
import { scheduleOrder, scheduleQuery } from '#validators/api/scheduling'

/** Weekly hours in the words of seed 002: one's own, unless somebody is named. */
export default class SchedulesController {
  async show(ctx: HttpContext) {
    const { host_id: wanted } = await readQuery(ctx, scheduleQuery)
    const { id } = await ownHost(ctx, wanted)
    return answerOne(ctx, presentSchedule(await hostAsked(ctx, id)))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const { host_id: wanted } = ctx.request.body()
    const { id } = await ownHost(ctx, Number.isInteger(wanted) ? wanted : undefined)
    const host = await hostAsked(ctx, id)
    const input = await readChange(ctx, scheduleOrder, presentSchedule(host))
    const open = [...input.rules.entries()].filter(([, rule]) => rule.is_available !== false)
    const ranges = open.map(([, rule]) => ({
      ...{ weekday: rule.day_of_week as Weekday, start: rule.start_time, end: rule.end_time },
    }))
    try {
      const week = { ranges, keepsBooked: input.keeps_booked }
      return await replaceWeek(ctx, host, week, presentSchedule)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const names = open.flatMap(([index], nth) => [
        [`/ranges/${nth}/start`, `/rules/${index}/start_time`] as const,
        [`/ranges/${nth}/end`, `/rules/${index}/end_time`] as const,
      ])
      throw error.renamed(new Map(names))
    }
  }
}
