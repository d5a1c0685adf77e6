import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { linkAsked } from '#controllers/api/v1/links/link'
import { readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { linkDays } from '#queries/numbers/link_days'
import { presentLinkNumbers } from '#shapes/links/link_numbers'
import { linkNumbersQuery } from '#validators/api/links'

/** As many as the list of links counts, unless other days are asked for. */
const USUAL_WEEKS = 12
const MOST_DAYS = 366

/** What came of a link, by day on the business's clock. */
export default class LinkNumbersController {
  async show(ctx: HttpContext) {
    const { business, i18n } = ctx
    const link = await linkAsked(ctx)
    const asked = await readQuery(ctx, linkNumbersQuery)
    const { timeZone } = business
    const today = DateTime.now().setZone(timeZone).startOf('day')
    const dayOf = (date: string) => DateTime.fromISO(date, { zone: timeZone })
    const last = asked.to ? dayOf(asked.to) : today
    const first = asked.from ? dayOf(asked.from) : last.minus({ weeks: USUAL_WEEKS })
    if (last < first) {
      throw Refusal.ofField('to', 'range_reversed', i18n.t('api.range_reversed'))
    }
    if (last.diff(first, 'days').days >= MOST_DAYS) {
      const detail = i18n.t('api.range_too_long', { days: MOST_DAYS })
      throw Refusal.ofField('to', 'range_too_long', detail)
    }
    const days = await linkDays({
      ...{ businessId: business.id, linkId: link.id, timeZone },
      ...{ from: first.toMillis(), until: last.plus({ days: 1 }).toMillis() },
    })
    return presentLinkNumbers(days, timeZone)
  }
}
