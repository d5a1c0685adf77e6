import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { mailbox } from '#queries/notifications/mailbox'

export default class MailAttachmentsController {
  async show({ mailboxOf, params, response }: HttpContext) {
    const { attachments } = await mailbox(mailboxOf).where('id', params.id).firstOrFail()
    const file = attachments.at(params.index)
    if (!file) throw new Exception('No such attachment', { status: 404, code: 'E_NO_ATTACHMENT' })

    response.header(
      'content-disposition',
      `attachment; filename="${encodeURIComponent(file.filename)}"`
    )
    response.header('content-type', file.contentType)
    return response.send(Buffer.from(file.content, 'base64'))
  }
}
