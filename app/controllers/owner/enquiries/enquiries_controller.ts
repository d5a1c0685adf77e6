import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { ENQUIRY_PAGE_SIZE, enquiryList } from '#queries/enquiries/enquiry_list'
import { nearestPage } from '#queries/nearest_page'
import { enquiryQuery, validQuery } from '#validators/owner_query'

export default class EnquiriesController {
  async index(ctx: HttpContext) {
    const { business, view } = ctx
    const { tab = 'open', page = 1 } = await validQuery(enquiryQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const enquiries = await nearestPage(enquiryList(business.id, tab), page, ENQUIRY_PAGE_SIZE)
    return view.render('pages/owner/enquiries/enquiries', { enquiries, tab, now })
  }
}
