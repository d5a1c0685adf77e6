import type { HttpContext } from '@adonisjs/core/http'
import AnswerEnquiry from '#actions/enquiries/answer_enquiry'
import { answerOne, requireMatch } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import type Enquiry from '#models/enquiries/enquiry'
import { filteredEnquiries } from '#queries/enquiries/enquiry_list'
import { presentEnquiry } from '#shapes/enquiries/enquiry'
import { enquiryListQuery } from '#validators/api/enquiries'
import { nothingSent } from '#validators/api/nothing'

const ORDER = { column: 'enquiries.id', type: 'bigint', direction: 'asc' } as const

export default class EnquiriesController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, enquiryListQuery)
    const enquiries = filteredEnquiries(ctx.business.id, asked.status)
    return answerPage(ctx, enquiries, asked, ORDER, (rows) => rows.map(presentEnquiry))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentEnquiry(await this.find(ctx)))
  }

  /** Notes that it was answered; the answer itself goes by mail or by phone. Safe to repeat. */
  answer(ctx: HttpContext) {
    return this.say(ctx, true)
  }

  reopen(ctx: HttpContext) {
    return this.say(ctx, false)
  }

  private async say(ctx: HttpContext, isAnswered: boolean) {
    const { bouncer, business, by } = ctx
    const enquiry = await this.find(ctx)
    await bouncer.with('EnquiryPolicy').authorize('answer')
    requireMatch(ctx, presentEnquiry(enquiry))
    await readBody(ctx, nothingSent)
    const answering = { businessId: business.id, enquiryId: enquiry.id, by, isAnswered }
    await new AnswerEnquiry().handle(answering)
    return this.show(ctx)
  }

  private find({ business, params }: HttpContext): Promise<Enquiry> {
    return filteredEnquiries(business.id).where('id', params.id).firstOrFail()
  }
}
