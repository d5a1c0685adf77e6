import type { HttpContext } from '@adonisjs/core/http'
import SaveMessageText from '#actions/notifications/save_message_text'
import { findText } from '#controllers/addressed_text'
import { renderText } from '#controllers/owner/notifications/message_text_page'
import { seeOther } from '#controllers/see_other'
import { OUR_WORDS } from '#models/notifications/message_text'
import { submittedVersion } from '#validators/form'

export default class MessageTextResetsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const text = await findText(ctx)
    const { type, language } = text
    const version = submittedVersion(request.body())
    const outcome = await new SaveMessageText().handle({
      ...{ businessId: business.id, type, language, parts: OUR_WORDS, version, by },
    })
    if (outcome === 'stale') {
      return renderText(ctx, await findText(ctx), { status: 409, isStale: true })
    }
    session.flash('done', i18n.t('owner.texts.reset_done'))
    return seeOther(response, 'owner.message_texts.edit', { message: type, language })
  }
}
