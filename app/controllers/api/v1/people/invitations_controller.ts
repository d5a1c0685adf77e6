import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import Invite from '#actions/people/invite'
import RenewInvitation from '#actions/people/renew_invitation'
import RevokeInvitation from '#actions/people/revoke_invitation'
import { answerOne, requireMatch } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { waitToInvite, waitToInviteAgain } from '#controllers/invitation_limits'
import { Refusal } from '#exceptions/refusal'
import Invitation, { UNANSWERED } from '#models/accounts/invitation'
import { presentInvitation } from '#shapes/people/invitation'
import { nothingSent } from '#validators/api/nothing'
import { newInvitationOrder } from '#validators/api/people'
import { pagedQuery } from '#validators/api/query'

const ORDER = { column: 'invitations.id', type: 'bigint', direction: 'desc' } as const

const REFUSED = { member: 'member_known', invited: 'invited_already' } as const

export default class InvitationsController {
  /** Those that are neither accepted nor withdrawn. */
  async index(ctx: HttpContext) {
    const { bouncer, business } = ctx
    await bouncer.with('TeamPolicy').authorize('manage')
    const asked = await readQuery(ctx, pagedQuery)
    const invitations = Invitation.query().where('business_id', business.id).whereRaw(UNANSWERED)
    const now = DateTime.utc()
    return answerPage(ctx, invitations, asked, ORDER, (rows) =>
      rows.map((row) => presentInvitation(row, now))
    )
  }

  async show(ctx: HttpContext) {
    await ctx.bouncer.with('TeamPolicy').authorize('manage')
    return answerOne(ctx, presentInvitation(await this.find(ctx), DateTime.utc()))
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, response } = ctx
    await bouncer.with('TeamPolicy').authorize('manage')
    const input = await readBody(ctx, newInvitationOrder)
    const { name: fullName, email, role, host_id: hostId = null } = input
    await bouncer.with('TeamPolicy').authorize('grant', role)
    if (hostId !== null) await this.requireUnknownUser(ctx, hostId)
    this.requireNoWait(ctx, await waitToInvite(business, email))
    const sent = await new Invite().handle({
      ...{ businessId: business.id, fullName, email, role, hostId, by },
    })
    if (typeof sent === 'string') {
      throw new Refusal(409, REFUSED[sent], i18n.t(`api.${REFUSED[sent]}`))
    }
    ctx.params.id = sent.id
    response.status(201).header('location', `/api/v1/invitations/${sent.id}`)
    return this.show(ctx)
  }

  async resend(ctx: HttpContext) {
    const renewal = await this.toChange(ctx)
    this.requireNoWait(ctx, await waitToInviteAgain(renewal.email))
    return this.answer(ctx, await new RenewInvitation().handle(renewal))
  }

  async revoke(ctx: HttpContext) {
    const revocation = await this.toChange(ctx)
    return this.answer(ctx, await new RevokeInvitation().handle(revocation))
  }

  private async toChange(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('TeamPolicy').authorize('manage')
    const invitation = await this.find(ctx)
    await bouncer.with('TeamPolicy').authorize('grant', invitation.role)
    requireMatch(ctx, presentInvitation(invitation, DateTime.utc()))
    await readBody(ctx, nothingSent)
    const { id: invitationId, email } = invitation
    return { businessId: business.id, invitationId, email, by }
  }

  private async answer(ctx: HttpContext, outcome: 'renewed' | 'revoked' | 'answered') {
    if (outcome !== 'answered') return this.show(ctx)
    throw new Refusal(409, 'invitation_answered', ctx.i18n.t('api.invitation_answered'))
  }

  /** As whom they are to sign in: a person of whom nobody does yet. */
  private async requireUnknownUser({ business, i18n }: HttpContext, hostId: number) {
    const host = await business
      .related('hosts')
      .query()
      .where({ id: hostId, kind: 'person' })
      .whereNull('user_id')
      .first()
    if (!host) throw Refusal.ofField('host_id', 'unknown_host', i18n.t('api.not_without_user'))
  }

  private requireNoWait({ i18n }: HttpContext, seconds: number | null) {
    if (seconds === null) return
    throw new Refusal(429, 'too_many_requests', i18n.t('api.too_many_invitations', { seconds }), {
      headers: { 'retry-after': seconds },
    })
  }

  private find({ business, params }: HttpContext): Promise<Invitation> {
    return Invitation.query().where({ businessId: business.id, id: params.id }).firstOrFail()
  }
}
