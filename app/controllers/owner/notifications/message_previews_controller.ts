import type { HttpContext } from '@adonisjs/core/http'
import { sendFramed } from '#controllers/framed_mail'
import { type AddressedText, findText, sampleMail } from '#controllers/addressed_text'
import { OUR_WORDS, type OwnParts } from '#models/notifications/message_text'
import { asSeen } from '#pages/owner/notifications/message_preview'
import { type Form, validateForm } from '#validators/form'
import {
  type MessageLook,
  lookQuery,
  ownPartsOf,
  textValidatorOf,
} from '#validators/notifications/message_text_form'
import { validQuery } from '#validators/owner_query'

/** In a frame of its own, since a mail brings its own styles. Nothing is saved and nobody is written to. */
export default class MessagePreviewsController {
  /** What is saved, of a sample. */
  async show(ctx: HttpContext) {
    const text = await findText(ctx)
    const { look = 'light' } = await validQuery(lookQuery, ctx)
    return this.send(ctx, text, { parts: text.stored?.parts ?? OUR_WORDS, look })
  }

  /** What is typed, of a sample or of a booking. */
  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const text = await findText(ctx)
    const body = request.body()
    const { look = 'light', booking } = await validQuery(lookQuery, ctx, {
      ...{ look: body.look, booking: body.booking || undefined },
    })
    const validator = textValidatorOf(text.variables)
    const checked = await validateForm(validator, body, ctx, 'owner.validator')
    if (!checked.ok) {
      response.status(422)
      return this.refuse(ctx, checked.form)
    }
    const parts = ownPartsOf(checked.data)
    return this.send(ctx, text, { parts, look, booking })
  }

  private async send(
    { business, response, view }: HttpContext,
    text: AddressedText,
    { parts, look, booking: bookingId }: { parts: OwnParts; look: MessageLook; booking?: number }
  ) {
    const shown = await sampleMail(business, text, { parts, bookingId })
    const framed =
      look === 'text'
        ? await view.render('pages/owner/notifications/message_as_text', shown)
        : asSeen(shown, look)
    return sendFramed(response, framed, { isWritten: true })
  }

  private async refuse({ response, view }: HttpContext, { errors: problems }: Form) {
    const html = await view.render('pages/owner/notifications/message_refused', { problems })
    return sendFramed(response, html, { isWritten: true })
  }
}
