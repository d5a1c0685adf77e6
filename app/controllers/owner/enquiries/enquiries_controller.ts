import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { ENQUIRY_PAGE_SIZE, enquiryList } from '#queries/enquiries/enquiry_list'
import { enquiryQuery, validQuery } from '#validators/owner_query'

export default class EnquiriesController {
  async index(ctx: HttpContext) {
    const { business, view } = ctx
    const { tab = 'open', page = 1 } = await validQuery(enquiryQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const enquiries = await enquiryList(business.id, tab).paginate(page, ENQUIRY_PAGE_SIZE)
    return view.render('pages/owner/enquiries/enquiries', { enquiries, tab, now })
  }
}
