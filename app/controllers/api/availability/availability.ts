import type { HttpContext } from '@adonisjs/core/http'
import { slotsByDate } from '#shapes/availability/slots'
import { keptAnswer } from '#queries/kept_answers'
import { Refusal } from '#exceptions/refusal'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { dateOf, type Day } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant } from '#scheduling/types'
import { startOfDay } from '#scheduling/time/zones'
import { MAX_RANGE_DAYS } from '#validators/pages/public_api'

interface Inquiry {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  timeZone: string
  first: Day
  /** Included. */
  last: Day
  now: Instant
}

/** The slots of some days as JSON, whichever address asked. */
export async function availabilityJson(ctx: HttpContext, inquiry: Inquiry): Promise<Buffer> {
  const { business, service, hostId, durationMinutes, timeZone, first, last, now } = inquiry
  refuseBadRange(ctx, last - first)
  const question = ['days', business.id, service.id, hostId, durationMinutes, timeZone, first, last]
  const version = (!service.link && business.versions?.everything) || null
  const { parts } = await keptAnswer({ question, version, now }, async () => {
    const range = {
      start: startOfDay(timeZone, dateOf(first)),
      end: startOfDay(timeZone, dateOf(last + 1)),
    }
    const loaded = await loadQuestion({ ...inquiry, range })
    const offer = { serviceId: service.id, durationMinutes }
    // Written here: for hundreds of plain rows it takes a third of the framework's time.
    const body = JSON.stringify(slotsByDate(findSlots(loaded), offer, timeZone, range))
    return { parts: [Buffer.from(body)], ends: loaded.ends }
  })
  ctx.response.type('json')
  return Buffer.concat(parts)
}

function refuseBadRange({ i18n }: HttpContext, days: number) {
  const key = days < 0 ? 'range_reversed' : days >= MAX_RANGE_DAYS ? 'range_too_long' : null
  if (!key) return
  const detail = i18n.t(`api.${key}`, { days: MAX_RANGE_DAYS })
  throw Refusal.ofField('end_date', key, detail)
}
