import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ConfirmAddressChange from '#actions/accounts/confirm_address_change'
import StopAddressChange from '#actions/accounts/stop_address_change'
import { Refusal } from '#exceptions/refusal'
import type AddressChange from '#models/accounts/address_change'
import { findAddressChange } from '#queries/accounts/find_address_change'

/** Opening a link changes nothing, only its button does: mail scanners open links too. */
export default class AddressChangesController {
  async show(ctx: HttpContext) {
    const change = await this.find(ctx, 'confirm_address')
    return this.render(ctx, change, stateOf(change))
  }

  async store(ctx: HttpContext) {
    const change = await this.find(ctx, 'confirm_address')
    const { requestId } = ctx.by
    const outcome = await new ConfirmAddressChange().handle({ changeId: change.id, requestId })
    if (outcome !== 'changed') {
      ctx.response.status(409)
      return this.render(ctx, change, outcome)
    }
    return ctx.response.redirect().status(303).toPath(ctx.request.url())
  }

  async former(ctx: HttpContext) {
    const change = await this.find(ctx, 'keep_address')
    return this.renderFormer(ctx, change, formerStateOf(change))
  }

  async stop(ctx: HttpContext) {
    const change = await this.find(ctx, 'keep_address')
    const { requestId } = ctx.by
    const outcome = await new StopAddressChange().handle({ changeId: change.id, requestId })
    if (outcome === 'over') {
      ctx.response.status(409)
      return this.renderFormer(ctx, change, outcome)
    }
    return ctx.response.redirect().status(303).toPath(ctx.request.url())
  }

  private render({ view }: HttpContext, change: AddressChange, step: string) {
    return view.render('pages/owner/accounts/address_change', { change, step })
  }

  private renderFormer({ view }: HttpContext, change: AddressChange, step: string) {
    return view.render('pages/owner/accounts/former_address', { change, step })
  }

  private async find(
    { params }: HttpContext,
    purpose: Parameters<typeof findAddressChange>[1]
  ): Promise<AddressChange> {
    const change = await findAddressChange(params.token, purpose)
    if (!change) throw new Refusal(404, 'not_found')
    return change
  }
}

function stateOf(change: AddressChange): 'open' | 'changed' | 'over' {
  if (change.isOpen(DateTime.utc())) return 'open'
  return change.confirmedAt && change.stoppedAt === null ? 'changed' : 'over'
}

function formerStateOf(change: AddressChange): 'open' | 'stopped' | 'over' {
  if (change.canBeStopped(DateTime.utc())) return 'open'
  return change.stoppedAt ? 'stopped' : 'over'
}
