import type { HttpContext } from '@adonisjs/core/http'
import SaveBookingLink from '#actions/links/save_booking_link'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import Booking from '#models/bookings/booking'
import type BookingLink from '#models/links/booking_link'
import OneTimeLink from '#models/links/one_time_link'
import type { ClientQuestion } from '#models/services/client_question'
import { linkVersion } from '#models/links/link_content'
import { questionsShown, type TypedQuestions } from '#pages/owner/services/questions_page'
import { emptyForm, submittedReading, submittedVersion } from '#validators/form'
import { checkQuestions } from '#validators/services/question_form'
import {
  type QuestionRow,
  questionRows,
  readRows,
  rearrangeRows,
  withoutOldKeys,
} from '#validators/services/question_rows'
import { questionValues, rowsBeside } from '#validators/services/question_values'

/** Of its own; until then, and once they are reset, it asks what its service asks. */
export default class LinkQuestionsController {
  async edit(ctx: HttpContext) {
    return this.render(ctx, await linkOfAddress(ctx))
  }

  async update(ctx: HttpContext) {
    const link = await linkOfAddress(ctx)
    const body = ctx.request.body()
    const rows = readRows(body)
    if (body.service !== undefined) return this.save(ctx, link, { rows, questions: null })

    const questionForm = emptyForm(submittedReading(body))
    const rearranged = rearrangeRows(rows, body)
    if (rearranged) return this.render(ctx, link, { questionForm, ...rearranged })
    const asked = link.questions ?? link.service.questions
    const keyed = (await this.isBooked(link)) ? rows : withoutOldKeys(rows, asked)
    const checked = await checkQuestions(keyed, ctx)
    if ('errors' in checked) {
      const refused = { ...questionForm, errors: checked.errors }
      return this.render(ctx, link, { rows, questionForm: refused }, 422)
    }
    return this.save(ctx, link, { rows, questions: checked.questions })
  }

  /** Then there are answers by the keys. */
  private async isBooked({ businessId, id }: BookingLink): Promise<boolean> {
    const oneTime = OneTimeLink.query().select('id').where({ businessId, linkId: id })
    const booking = await Booking.query()
      .where({ businessId })
      .where((through) => through.where({ linkId: id }).orWhereIn('one_time_link_id', oneTime))
      .first()
    return booking !== null
  }

  private async save(
    ctx: HttpContext,
    link: BookingLink,
    { rows, questions }: { rows: QuestionRow[]; questions: ClientQuestion[] | null }
  ) {
    const { business, by, request, response, session, i18n } = ctx
    const saved = await new SaveBookingLink().handle({
      businessId: business.id,
      serviceId: link.serviceId,
      linkId: link.id,
      details: { questions },
      hostIds: link.hosts.map(({ id }) => id),
      version: submittedVersion(request.body()),
      by,
    })
    if (saved.outcome !== 'saved') return this.showBesideStored(ctx, rows)
    session.flash('done', i18n.t('owner.links.saved', { name: link.name }))
    return seeOther(response, 'owner.booking_links.show', { id: link.id })
  }

  private async showBesideStored(ctx: HttpContext, typed: QuestionRow[]) {
    const link = await linkOfAddress(ctx)
    const stored = questionRows(link.asked)
    const values = { ...submittedReading(ctx.request.body()), ...questionValues(typed) }
    const questionForm = await besideStored(ctx, emptyForm(values), {
      values: questionValues(stored),
      version: linkVersion(link),
      subject: {
        type: 'booking_link',
        id: link.id,
        actions: ['booking_link.created', 'booking_link.updated', 'booking_link.renewed'],
      },
    })
    const rows = rowsBeside(typed, stored, questionForm.values)
    return this.render(ctx, link, { rows, questionForm }, 409)
  }

  private async render(
    ctx: HttpContext,
    link: BookingLink,
    typed: TypedQuestions = {},
    status: 200 | 409 | 422 = 200
  ) {
    const questions = link.asked
    const page = { link, ...questionsShown(questions, linkVersion(link), typed) }
    const html = await ctx.view.render('pages/owner/links/questions', page)
    return ctx.response.status(status).send(html)
  }
}
