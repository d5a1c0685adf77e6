import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { ENQUIRY_PAGE_SIZE, enquiryList } from '#queries/enquiries/enquiry_list'
import { pageOf } from '#queries/page_of'
import { enquiryQuery, validQuery } from '#validators/owner_query'

export default class EnquiriesController {
  async index(ctx: HttpContext) {
    const { business, view } = ctx
    const { tab = 'open', page = 1 } = await validQuery(enquiryQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const enquiries = await pageOf(enquiryList(business.id, tab), page, ENQUIRY_PAGE_SIZE)
    return view.render('pages/owner/enquiries/enquiries', { enquiries, tab, now })
  }
}
