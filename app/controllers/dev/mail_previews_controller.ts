import type { HttpContext } from '@adonisjs/core/http'
import { sendFramed } from '#controllers/framed_mail'
import { Refusal } from '#exceptions/refusal'
import { previews, textPreviews } from '#messages'

export default class MailPreviewsController {
  async index({ view }: HttpContext) {
    return view.render('pages/dev/previews', { previews, texts: textPreviews() })
  }

  async show({ params, response }: HttpContext) {
    const preview = previews.find(({ name }) => name === params.name)
    if (!preview) throw new Refusal(404, 'not_found')
    const mail = preview.mail()
    await mail.buildWithContents()
    const { html } = mail.message.toObject().message
    return sendFramed(response, String(html))
  }
}
