import { readFile, rm } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { renderHolidayReview } from '#controllers/owner/availability/holiday_review_page'
import { cleanText } from '#formats/words/text'
import { datesWithHours } from '#pages/owner/availability/holiday_review_page'
import { DAY } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { type Holiday, NotACalendar, readHolidays } from '#services/holiday_calendar'
import { emptyForm } from '#validators/form'
import { MOST_HOLIDAYS } from '#validators/availability/holiday_form'

/** As far ahead as any booking page may go. */
const DAYS_AHEAD = 730

export default class HolidayReviewsController {
  async store(ctx: HttpContext) {
    const { business, response, view, i18n } = ctx

    const text = await submittedCalendar(ctx)
    const holidays = this.read(ctx, text)
    if (!Array.isArray(holidays) || holidays.length === 0) {
      const form = emptyForm({ calendar: text.slice(0, 20_000) })
      form.errors.file = i18n.t(
        `owner.availability.holidays.error.${Array.isArray(holidays) ? 'none' : holidays}`
      )
      response.status(422)
      return view.render('pages/owner/availability/holidays', { form })
    }

    const taken = await datesWithHours(business, holidays)
    const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
    return renderHolidayReview(ctx, {
      hosts,
      hostId: null,
      holidays: holidays.map((holiday) => ({ ...holiday, isChosen: !taken.has(holiday.date) })),
    })
  }

  private read({ business }: HttpContext, text: string): Holiday[] | 'missing' | 'not_a_calendar' {
    if (text === '') return 'missing'
    const now = Date.now()
    const today = dateAt(business.timeZone, now)
    const last = dateAt(business.timeZone, now + DAYS_AHEAD * DAY)
    try {
      return readHolidays(text, today, last).slice(0, MOST_HOLIDAYS)
    } catch (error) {
      if (error instanceof NotACalendar) return 'not_a_calendar'
      throw error
    }
  }
}

async function submittedCalendar({ request }: HttpContext): Promise<string> {
  const file = request.file('file')
  const pasted: unknown = request.input('calendar')
  if (!file?.tmpPath) return typeof pasted === 'string' ? cleanText(pasted).trim() : ''
  try {
    return cleanText(await readFile(file.tmpPath, 'utf8')).trim()
  } finally {
    await rm(file.tmpPath, { force: true })
  }
}
