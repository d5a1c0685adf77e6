import type { HttpContext } from '@adonisjs/core/http'
import SaveMessageText from '#actions/notifications/save_message_text'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import { findText } from '#controllers/addressed_text'
import { renderText, storedText } from '#controllers/owner/notifications/message_text_page'
import { seeOther } from '#controllers/see_other'
import type { EarlierSettings } from '#models/audit_entry'
import MessageText from '#models/notifications/message_text'
import { addressOf } from '#pages/address_of'
import { messageTextsPage } from '#pages/owner/notifications/message_text_page'
import { submittedVersion, validateForm } from '#validators/form'
import {
  ownPartsOf,
  textValidatorOf,
  typedParts,
} from '#validators/notifications/message_text_form'
import { beforeQuery, validQuery } from '#validators/owner_query'

/** What a business says to its clients in its own words. */
export default class MessageTextsController {
  async index({ business, i18n, view }: HttpContext) {
    const t = (key: string, values?: object) => i18n.t(key, { ...values })
    const page = await messageTextsPage({ business, locale: i18n.locale, t })
    return view.render('pages/owner/notifications/message_texts', page)
  }

  /** From the history, which knows it by its number. */
  async show(ctx: HttpContext) {
    const { business, params, response } = ctx
    const { before } = await validQuery(beforeQuery, ctx)
    const { type: message, language } = await MessageText.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    const path = addressOf('owner.message_texts.edit', { message, language }, { query: { before } })
    return response.redirect().toPath(path)
  }

  async edit(ctx: HttpContext) {
    const text = await findText(ctx)
    const { stored } = text
    const earlier = stored && (await findEarlier(ctx, { type: 'message_text', id: stored.id }))
    if (!earlier) return renderText(ctx, text)
    const typed = (content: EarlierSettings['content']) =>
      typedParts(new MessageText().fill(content).parts)
    const { version, ...values } = storedText(text).values
    return renderText(ctx, text, {
      form: formBefore(ctx, earlier, { typed, stored: values, version }),
    })
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const text = await findText(ctx)
    const { type, language, variables } = text
    const body = request.body()
    const checked = await validateForm(textValidatorOf(variables), body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderText(ctx, text, { form, status: 422 })

    const outcome = await new SaveMessageText().handle({
      ...{ businessId: business.id, type, language, by },
      parts: ownPartsOf(checked.data),
      version: submittedVersion(body),
    })
    if (outcome === 'stale') {
      const newer = await findText(ctx)
      const { version, ...values } = storedText(newer).values
      const subject = {
        ...{ type: 'message_text', id: newer.stored?.id ?? 0 },
        actions: ['message_text.updated'],
      }
      const beside = await besideStored(ctx, form, { values, version, subject })
      return renderText(ctx, newer, { form: beside, status: 409 })
    }
    session.flash('done', i18n.t('owner.texts.saved'))
    return seeOther(response, 'owner.message_texts.edit', { message: type, language })
  }
}
