import string from '@adonisjs/core/helpers/string'
import vine from '@vinejs/vine'
import { VISIT_REACHES } from '#queries/numbers/visit_rows'
import { isShortEnough } from '#validators/owner_query'
import { calendarDay, id, line, notBefore } from '#validators/rules'

/** As fields are written: `no_times`. */
const REACHES = VISIT_REACHES.map((reach) => string.snakeCase(reach))

/** Dates on the business's clock, both included; the last twelve weeks unless they are named. */
const days = () => ({
  from: calendarDay().optional(),
  to: calendarDay()
    .use(notBefore({ field: 'from' }))
    .use(isShortEnough())
    .optional(),
})

export const analyticsQuery = vine.create({ ...days() })

export const visitNumbersQuery = vine.create({
  ...days(),
  reach: vine.enum(REACHES).optional(),
  service_id: id().optional(),
  link_id: id().optional(),
  door: vine.enum(['page', 'one_time'] as const).optional(),
  source: line().optional(),
  campaign: line(100).optional(),
})
