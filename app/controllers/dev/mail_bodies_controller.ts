import type { HttpContext } from '@adonisjs/core/http'
import { mailbox } from '#queries/notifications/mailbox'
import { sendFramed } from '#controllers/framed_mail'

export default class MailBodiesController {
  async show({ mailboxOf, params, response }: HttpContext) {
    const { html } = await mailbox(mailboxOf).where('id', params.id).firstOrFail()
    return sendFramed(response, html ?? '')
  }
}
