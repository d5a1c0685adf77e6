import type { HttpContext } from '@adonisjs/core/http'
import ProveInboxAddress from '#actions/inboxes/prove_inbox_address'
import StopInboxAddress from '#actions/inboxes/stop_inbox_address'
import { Refusal } from '#exceptions/refusal'
import { byClient } from '#models/by'
import type InboxAddress from '#models/inboxes/inbox_address'
import { findInboxAddress } from '#queries/inboxes/find_inbox_address'

/** Opening a link changes nothing, only its button does: mail scanners open links too. */
export default class InboxAnswersController {
  async show(ctx: HttpContext) {
    const inbox = await this.find(ctx, 'prove_inbox')
    return this.render(ctx, inbox, inbox.state === 'open' ? 'proven' : 'asked')
  }

  async store(ctx: HttpContext) {
    const { id: inboxId } = await this.find(ctx, 'prove_inbox')
    await new ProveInboxAddress().handle({ inboxId, by: byClient(ctx.by.requestId) })
    return this.back(ctx)
  }

  async stopping(ctx: HttpContext) {
    const inbox = await this.find(ctx, 'stop_inbox')
    const isOver = inbox.stoppedAt !== null || !inbox.getsMails
    return this.render(ctx, inbox, isOver ? 'stopped' : 'stopping')
  }

  async stop(ctx: HttpContext) {
    const { id: inboxId } = await this.find(ctx, 'stop_inbox')
    await new StopInboxAddress().handle({ inboxId, by: byClient(ctx.by.requestId) })
    return this.back(ctx)
  }

  private render({ view }: HttpContext, inbox: InboxAddress, step: string) {
    return view.render('pages/owner/inboxes/answer', { inbox, step })
  }

  private back({ request, response }: HttpContext) {
    return response.redirect().status(303).toPath(request.url())
  }

  private async find(
    { params }: HttpContext,
    purpose: Parameters<typeof findInboxAddress>[1]
  ): Promise<InboxAddress> {
    const inbox = await findInboxAddress(params.token, purpose)
    if (!inbox) throw new Refusal(404, 'not_found')
    return inbox
  }
}
