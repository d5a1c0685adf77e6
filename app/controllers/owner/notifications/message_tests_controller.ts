import type { HttpContext } from '@adonisjs/core/http'
import SendMessageTest from '#actions/notifications/send_message_test'
import { messageTests } from '#config/limits'
import { askToWait } from '#controllers/ask_to_wait'
import { findText, partsToShow } from '#controllers/addressed_text'
import { renderText } from '#controllers/owner/notifications/message_text_page'
import { consumeLimit } from '#start/limiter'
import { validateForm } from '#validators/form'
import { lookQuery, ownPartsOf, textValidatorOf } from '#validators/notifications/message_text_form'
import { validQuery } from '#validators/owner_query'

/** What is typed goes to whoever typed it, and stays on the page: it need not be saved. */
export default class MessageTestsController {
  async store(ctx: HttpContext) {
    const { auth, business, by, i18n, request } = ctx
    const user = auth.use('web').getUserOrFail()
    const text = await findText(ctx)
    const { type, language, variables } = text
    const body = request.body()
    const { booking } = await validQuery(lookQuery, ctx, { booking: body.booking || undefined })
    await partsToShow(business, booking)
    const checked = await validateForm(textValidatorOf(variables), body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderText(ctx, text, { form, status: 422 })

    const wait = await consumeLimit(messageTests, String(user.id))
    if (wait !== null) {
      form.errors.test = i18n.t('owner.texts.too_many_tests', { wait: askToWait(ctx, wait) })
      form.heading = 'too_many'
      return renderText(ctx, text, { form, status: 429 })
    }
    await new SendMessageTest().handle({
      ...{ businessId: business.id, userId: user.id, by },
      test: { type, language, bookingId: booking ?? null, ...ownPartsOf(checked.data) },
    })
    return renderText(ctx, text, { form, sentTo: user.email })
  }
}
