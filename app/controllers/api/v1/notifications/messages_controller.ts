import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { tooManyMails } from '#controllers/api/v1/mails'
import { answerOne, requireMatch } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { sendMessageAgain } from '#controllers/send_message_again'
import { Refusal } from '#exceptions/refusal'
import type Notification from '#models/notifications/notification'
import { deliveries, deliveriesIn } from '#queries/notifications/delivery_list'
import { presentOutgoing } from '#shapes/notifications/notification'
import { nothingSent } from '#validators/api/nothing'
import { messageQuery } from '#validators/api/notifications'

const ORDER = { column: 'notifications.id', type: 'bigint', direction: 'desc' } as const

const PROBLEMS = { no_longer_holds: 'no_longer_holds', not_possible: 'not_to_resend' } as const

/** What went, or is to go, to clients and to the business. */
export default class MessagesController {
  /** Those that failed, unless others are asked for. */
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, messageQuery)
    const list = deliveriesIn(ctx.business.id, asked.state ?? 'failed', DateTime.utc())
    return answerPage(ctx, list, asked, ORDER, (rows) => rows.map(presentOutgoing))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentOutgoing(await this.find(ctx)))
  }

  async store(ctx: HttpContext) {
    const { bouncer, i18n } = ctx
    const message = await this.find(ctx)
    await bouncer.with('DeliveryPolicy').authorize('sendAgain', message)
    requireMatch(ctx, presentOutgoing(message))
    await readBody(ctx, nothingSent)
    const sent = await sendMessageAgain(ctx, message)
    if ('tooMany' in sent) throw tooManyMails(ctx, sent.tooMany)
    if (sent.done === 'queued') return this.show(ctx)
    if (sent.done === 'not_found') throw new Refusal(404, sent.done)
    const code = PROBLEMS[sent.done]
    throw new Refusal(409, code, i18n.t(`api.${code}`))
  }

  private find({ business, params }: HttpContext): Promise<Notification> {
    return deliveries(business.id).where('id', params.id).firstOrFail()
  }
}
