import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { mailbox } from '#queries/notifications/mailbox'

export default class MailAttachmentsController {
  async show({ mailboxOf, params, response }: HttpContext) {
    const { attachments } = await mailbox(mailboxOf).where('id', params.id).firstOrFail()
    const file = attachments.at(params.index)
    if (!file) throw new Refusal(404, 'not_found')

    response.header(
      'content-disposition',
      `attachment; filename="${encodeURIComponent(file.filename)}"`
    )
    response.header('content-type', file.contentType)
    return response.send(Buffer.from(file.content, 'base64'))
  }
}
