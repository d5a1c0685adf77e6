import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'

export default class PageSharingsController {
  async show({ business, view }: HttpContext) {
    const services = await business
      .related('services')
      .query()
      .where({ isActive: true, isHidden: false })
      .orderBy('position')
      .orderBy('id')
    return view.render('pages/owner/links/page_sharing', {
      link: `${appUrl}/book/${business.slug}`,
      services,
    })
  }
}
