import type { HttpContext } from '@adonisjs/core/http'
import ProveInboxAddress from '#actions/inboxes/prove_inbox_address'
import StopInboxAddress from '#actions/inboxes/stop_inbox_address'
import { Refusal } from '#exceptions/refusal'
import { byClient } from '#models/by'
import type InboxAddress from '#models/inboxes/inbox_address'
import { findInboxToProve, findInboxToStop } from '#queries/inboxes/find_inbox_address'

/** Opening a link changes nothing, only its button does: mail scanners open links too. */
export default class InboxAnswersController {
  async show(ctx: HttpContext) {
    const { inbox, purpose } = await this.toProve(ctx)
    const step = inbox.isProvenFor(purpose) ? 'proven' : 'asked'
    return ctx.view.render('pages/owner/inboxes/answer', { inbox, purpose, step })
  }

  async store(ctx: HttpContext) {
    const { inbox, purpose } = await this.toProve(ctx)
    const by = byClient(ctx.by.requestId)
    await new ProveInboxAddress().handle({ inboxId: inbox.id, purpose, by })
    return this.back(ctx)
  }

  async stopping(ctx: HttpContext) {
    const inbox = await this.toStop(ctx)
    const step = inbox.stoppedAt === null ? 'stopping' : 'stopped'
    return ctx.view.render('pages/owner/inboxes/answer', { inbox, step })
  }

  async stop(ctx: HttpContext) {
    const { id: inboxId } = await this.toStop(ctx)
    await new StopInboxAddress().handle({ inboxId, by: byClient(ctx.by.requestId) })
    return this.back(ctx)
  }

  private back({ request, response }: HttpContext) {
    return response.redirect().status(303).toPath(request.url())
  }

  private async toProve({ params }: HttpContext) {
    const found = await findInboxToProve(params.token)
    if (!found) throw new Refusal(404, 'not_found')
    return found
  }

  private async toStop({ params }: HttpContext): Promise<InboxAddress> {
    const inbox = await findInboxToStop(params.token)
    if (!inbox) throw new Refusal(404, 'not_found')
    return inbox
  }
}
