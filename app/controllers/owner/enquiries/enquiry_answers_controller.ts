import type { HttpContext } from '@adonisjs/core/http'
import AnswerEnquiry from '#actions/enquiries/answer_enquiry'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'

/** The answer itself goes by mail or by phone. */
export default class EnquiryAnswersController {
  async store(ctx: HttpContext) {
    return this.say(ctx, true)
  }

  async destroy(ctx: HttpContext) {
    return this.say(ctx, false)
  }

  private async say(ctx: HttpContext, isAnswered: boolean) {
    const { business, by, params, response, session, i18n } = ctx
    const enquiry = await new AnswerEnquiry().handle({
      businessId: business.id,
      enquiryId: params.id,
      by,
      isAnswered,
    })
    if (!enquiry) throw new Refusal(404, 'not_found')
    const message = isAnswered ? 'owner.enquiries.is_answered' : 'owner.enquiries.is_open'
    session.flash('done', i18n.t(message, { name: enquiry.clientName }))
    return seeOther(response, 'owner.enquiries.index')
  }
}
