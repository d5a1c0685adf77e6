import type { HttpContext } from '@adonisjs/core/http'
import SendMessageTest from '#actions/notifications/send_message_test'
import { messageTests } from '#config/limits'
import { type AddressedText, findText, partsToShow, sampleMail } from '#controllers/addressed_text'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { OUR_WORDS, type OwnParts } from '#models/notifications/message_text'
import { consumeLimit } from '#start/limiter'
import { messageSampleOrder } from '#validators/api/notifications'
import { validateForm } from '#validators/form'
import { ownPartsOf, textValidatorOf } from '#validators/notifications/message_text_form'

/** A message as a client would get it, before its words are saved. */
export default class MessageSamplesController {
  async show(ctx: HttpContext) {
    const { text, parts, bookingId } = await this.read(ctx)
    return sampleMail(ctx.business, text, { parts, bookingId })
  }

  /** To the key's own member. */
  async store(ctx: HttpContext) {
    const { business, by, i18n, membership } = ctx
    const { text, parts, bookingId } = await this.read(ctx)
    await partsToShow(business, bookingId)
    const { userId } = membership
    const seconds = await consumeLimit(messageTests, String(userId))
    if (seconds !== null) {
      throw new Refusal(429, 'too_many_requests', i18n.t('api.too_many_tests', { seconds }), {
        headers: { 'retry-after': seconds },
      })
    }
    const { type, language } = text
    const test = { type, language, bookingId: bookingId ?? null, ...parts }
    await new SendMessageTest().handle({ businessId: business.id, userId, test, by })
    return ctx.response.status(204)
  }

  private async read(
    ctx: HttpContext
  ): Promise<{ text: AddressedText; parts: OwnParts; bookingId?: number }> {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const text = await findText(ctx)
    const { booking_id: bookingId, ...sent } = await readBody(ctx, messageSampleOrder)
    const saved = text.stored?.parts ?? OUR_WORDS
    const validator = textValidatorOf(text.variables)
    const checked = await validateForm(validator, { ...saved, ...sent }, ctx, 'owner.validator')
    if (!checked.ok) throw Refusal.ofForm(checked.form)
    return { text, parts: ownPartsOf(checked.data), bookingId }
  }
}
