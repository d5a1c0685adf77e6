import type { HttpContext } from '@adonisjs/core/http'
import {
  type HolidayReview,
  holidayReviewPage,
} from '#pages/owner/availability/holiday_review_page'

export async function renderHolidayReview(
  { business, response, view }: HttpContext,
  { status = 200, ...review }: HolidayReview & { status?: 200 | 409 | 422 }
) {
  const page = await holidayReviewPage(business, review)
  const html = await view.render('pages/owner/availability/holiday_review', page)
  return response.status(status).send(html)
}
