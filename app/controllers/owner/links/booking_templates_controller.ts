import type { HttpContext } from '@adonisjs/core/http'
import DeleteBookingTemplate from '#actions/links/delete_booking_template'
import SaveBookingTemplate from '#actions/links/save_booking_template'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import { findTemplate, renderTemplate } from '#controllers/owner/links/template_page'
import { readerOf } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import type { EarlierSettings } from '#models/audit_entry'
import BookingTemplate from '#models/links/booking_template'
import type { ClientQuestion } from '#models/services/client_question'
import { STARTER_NAMES, starter } from '#pages/owner/links/starters'
import { storedTemplate } from '#pages/owner/links/template_page'
import { emptyForm, submittedVersion, typedForm, validateForm } from '#validators/form'
import {
  templateValidator,
  typedTemplate,
  USUAL_DELAY_HOURS,
} from '#validators/links/template_form'
import { checkQuestions } from '#validators/services/question_form'
import { questionRows, readRows, rearrangeRows } from '#validators/services/question_rows'

type Content = EarlierSettings['content']

export default class BookingTemplatesController {
  async index({ business, view }: HttpContext) {
    const templates = await BookingTemplate.query()
      .where({ businessId: business.id })
      .orderBy('name')
    return view.render('pages/owner/links/templates', { templates, starters: STARTER_NAMES })
  }

  /** With what a starter asks, where one was chosen. */
  create(ctx: HttpContext) {
    const name = STARTER_NAMES.find((each) => each === ctx.request.qs().starter)
    if (!name) return renderTemplate(ctx, { template: null })
    const begun = starter(name, readerOf(ctx, ctx.business))
    const rows = questionRows(begun.questions)
    return renderTemplate(ctx, { template: null, rows, form: emptyForm(typedTemplate(begun)) })
  }

  store(ctx: HttpContext) {
    return this.save(ctx, null)
  }

  async edit(ctx: HttpContext) {
    const template = await findTemplate(ctx)
    const earlier = await findEarlier(ctx, { type: 'booking_template', id: template.id })
    if (!earlier) return renderTemplate(ctx, { template })
    const questionsIn = (content: Content) => questionRows(content.questions as ClientQuestion[])
    const typed = (content: Content) => ({
      ...typedTemplate(new BookingTemplate().fill(content)),
      questions: JSON.stringify(questionsIn(content)),
    })
    const { version } = storedTemplate(template)
    const stored = typed({ ...template.$attributes })
    const form = formBefore(ctx, earlier, { typed, stored, version })
    return renderTemplate(ctx, { template, rows: questionsIn(earlier.content), form })
  }

  async update(ctx: HttpContext) {
    return this.save(ctx, await findTemplate(ctx))
  }

  async destroy(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const template = await findTemplate(ctx)
    const version = submittedVersion(request.body())
    const outcome = await new DeleteBookingTemplate().handle({
      ...{ businessId: business.id, templateId: template.id, version, by },
    })
    if (outcome === 'stale') return renderTemplate(ctx, { template, isStale: true })
    session.flash('done', i18n.t('owner.templates.deleted', { name: template.name }))
    return seeOther(response, 'owner.booking_templates.index')
  }

  private async save(ctx: HttpContext, template: BookingTemplate | null) {
    const { business, by, request, response, session, i18n } = ctx
    const body = request.body()
    const rows = readRows(body)
    const rearranged = rearrangeRows(rows, body)
    if (rearranged) {
      return renderTemplate(ctx, { template, form: typedForm(body), ...rearranged })
    }
    const checked = await validateForm(templateValidator, body, ctx, 'owner.validator')
    const questions = await checkQuestions(rows, ctx)
    const { form } = checked
    if ('errors' in questions) Object.assign(form.errors, questions.errors)
    if (!checked.ok || 'errors' in questions) {
      return renderTemplate(ctx, { template, rows, form, status: 422 })
    }
    const { name, follow_up: followUp, follow_up_delay_hours: hours } = checked.data
    const saved = await new SaveBookingTemplate().handle({
      businessId: business.id,
      templateId: template?.id ?? null,
      details: {
        ...{ name, followUp: followUp || null, questions: questions.questions },
        followUpDelayHours: hours ?? USUAL_DELAY_HOURS,
      },
      version: submittedVersion(body),
      by,
    })
    if (saved.outcome === 'name_taken') {
      form.errors.name = i18n.t('owner.templates.name_taken')
      return renderTemplate(ctx, { template, rows, form, status: 422 })
    }
    if (saved.outcome !== 'saved') return this.showBesideStored(ctx, { form, rows })
    session.flash('done', i18n.t('owner.templates.saved', { name }))
    return seeOther(response, 'owner.booking_templates.edit', { id: saved.template.id })
  }

  private async showBesideStored(
    ctx: HttpContext,
    { form, rows }: { form: ReturnType<typeof typedForm>; rows: ReturnType<typeof readRows> }
  ) {
    const template = await findTemplate(ctx)
    const { version, ...values } = storedTemplate(template)
    const actions = ['booking_template.created', 'booking_template.updated']
    const beside = await besideStored(ctx, form, {
      ...{ values, version, subject: { type: 'booking_template', id: template.id, actions } },
    })
    return renderTemplate(ctx, { template, rows, form: beside, status: 409 })
  }
}
