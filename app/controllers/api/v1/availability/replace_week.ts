import type { HttpContext } from '@adonisjs/core/http'
import UpdateWeeklyHours from '#actions/availability/update_weekly_hours'
import {
  askOfBooked,
  checkedRanges,
  hostAsked,
} from '#controllers/api/v1/availability/opening_times'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { weekInWords } from '#models/availability/availability_rule'
import type Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { changedWeek } from '#queries/availability/proposed_changes'
import type { WeeklyRange } from '#scheduling/types'

interface Week {
  ranges: WeeklyRange[]
  keepsBooked?: boolean
}

/** The whole week at once. */
export async function replaceWeek(
  ctx: HttpContext,
  host: Host,
  { ranges, keepsBooked = false }: Week,
  present: (host: Host) => Record<string, unknown>
) {
  const hours = checkedRanges(ctx, ranges)
  const change = changedWeek(host.id, hours)
  const read = weekInWords(host.availabilityRules.map(({ range }) => range))
  const version = versionAsked(ctx, present(host), versionOf(read))
  // Whoever read it otherwise hears that first.
  if (version === null || version === versionOf(read)) {
    await askOfBooked(ctx, { change, of: { hostIds: [host.id] }, keepsBooked })
  }
  const outcome = await new UpdateWeeklyHours().handle({ host, hours, version, by: ctx.by })
  const shape = present(await hostAsked(ctx, host.id))
  if (outcome === 'stale') throw staleOne(ctx, shape)
  return answerOne(ctx, shape)
}
