import type { HttpContext } from '@adonisjs/core/http'
import SaveQuestions from '#actions/services/save_questions'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import type { EarlierSettings } from '#models/audit_entry'
import type { ClientQuestion } from '#models/services/client_question'
import type Service from '#models/services/service'
import { addressOf } from '#pages/address_of'
import {
  questionsPage,
  questionsVersion,
  type ShownQuestions,
} from '#pages/owner/services/questions_page'
import { emptyForm, type Form, submittedReading, submittedVersion } from '#validators/form'
import { checkQuestions } from '#validators/services/question_form'
import {
  type QuestionRow,
  readRows,
  rearrangeRows,
  questionRows,
} from '#validators/services/question_rows'
import { questionValues, rowsBeside } from '#validators/services/question_values'

interface Typed {
  rows: QuestionRow[]
  questionForm: Form
}

export default class ServiceQuestionsController {
  async edit(ctx: HttpContext) {
    const service = await this.find(ctx)
    const earlier = await findEarlier(ctx, { type: 'service', id: service.id })
    if (!earlier) return this.render(ctx, { service })
    const rows = questionRows(earlier.content.questions as ClientQuestion[])
    const version = questionsVersion(service)
    const typed = ({ questions }: EarlierSettings['content']) => ({
      questions: JSON.stringify(questionRows(questions as ClientQuestion[])),
    })
    const stored = typed({ questions: service.questions ?? [] })
    const questionForm = formBefore(ctx, earlier, { typed, stored, version })
    return this.render(ctx, { service, rows, questionForm })
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const service = await this.find(ctx)
    const body = request.body()
    const rows = readRows(body)
    const page = { service, rows, questionForm: emptyForm(submittedReading(body)) }
    const rearranged = rearrangeRows(rows, body)
    if (rearranged) return this.render(ctx, { ...page, ...rearranged })

    const checked = await checkQuestions(rows, ctx)
    if ('errors' in checked) {
      const questionForm = { ...page.questionForm, errors: checked.errors }
      return this.render(ctx, { ...page, questionForm }, 422)
    }
    const outcome = await new SaveQuestions().handle({
      businessId: business.id,
      serviceId: service.id,
      questions: checked.questions,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, page)
    session.flash('done', i18n.t('owner.services.questions.saved', { service: service.name }))
    const path = addressOf('owner.service_questions.edit', { id: service.id })
    return response.redirect().status(303).toPath(path)
  }

  private async showBesideStored(ctx: HttpContext, { rows: typed, questionForm: form }: Typed) {
    const service = await this.find(ctx)
    const stored = questionRows(service.questions)
    const values = { ...form.values, ...questionValues(typed) }
    const questionForm = await besideStored(ctx, emptyForm(values), {
      values: questionValues(stored),
      version: questionsVersion(service),
      subject: { type: 'service', id: service.id, actions: ['service_questions.updated'] },
    })
    const rows = rowsBeside(typed, stored, questionForm.values)
    return this.render(ctx, { service, rows, questionForm }, 409)
  }

  private async render(ctx: HttpContext, shown: ShownQuestions, status: 200 | 409 | 422 = 200) {
    const page = questionsPage(shown)
    const html = await ctx.view.render('pages/owner/services/questions', page)
    return ctx.response.status(status).send(html)
  }

  private find({ business, params }: HttpContext): Promise<Service> {
    return business.related('services').query().where('id', params.id).firstOrFail()
  }
}
