import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import opening from '#config/opening'
import { weekdayList } from '#formats/words/choices'

export default class BookingLinksController {
  async show({ business, request, view, i18n }: HttpContext) {
    const services = await business
      .related('services')
      .query()
      .where({ isActive: true, isHidden: false })
      .orderBy('position')
      .orderBy('id')
    return view.render('pages/owner/links/booking_link', {
      link: `${appUrl}/book/${business.slug}`,
      isWelcome: request.input('welcome') === '1',
      services,
      opening,
      openDays: weekdayList(opening.weekdays, i18n.locale, business.weekStartsOn),
    })
  }
}
