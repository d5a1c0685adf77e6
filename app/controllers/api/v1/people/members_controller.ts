import type { HttpContext } from '@adonisjs/core/http'
import ChangeRole from '#actions/people/change_role'
import RemoveMember from '#actions/people/remove_member'
import { answerOne, requireMatch, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readChange, readQuery } from '#controllers/api/v1/read'
import { findMember } from '#controllers/find_member'
import { Refusal } from '#exceptions/refusal'
import Membership from '#models/accounts/membership'
import { versionOf } from '#models/version'
import { bookingsWithHosts } from '#queries/people/coming_with'
import { presentMember } from '#shapes/people/member'
import { memberRemovalQuery, roleOrder } from '#validators/api/people'
import { pagedQuery } from '#validators/api/query'

const ORDER = { column: 'memberships.id', type: 'bigint', direction: 'asc' } as const

export default class MembersController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, pagedQuery)
    return answerPage(ctx, this.members(ctx), asked, ORDER, (rows) => rows.map(presentMember))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentMember(await this.find(ctx)))
  }

  async update(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    const member = await findMember(ctx)
    const shape = presentMember(member)
    const { role } = await readChange(ctx, roleOrder, shape)
    await bouncer.with('TeamPolicy').authorize('grant', role)
    const outcome = await new ChangeRole().handle({
      ...{ businessId: business.id, memberId: member.id, role, by },
      version: versionAsked(ctx, shape, versionOf(member.role)),
    })
    if (outcome === 'stale') throw staleOne(ctx, presentMember(await this.find(ctx)))
    if (outcome === 'last_owner') throw this.lastOwner(ctx)
    return this.show(ctx)
  }

  /** Whoever is booked with them is named first, before nobody can book their time any more. */
  async destroy(ctx: HttpContext) {
    const { business, by } = ctx
    const member = await findMember(ctx)
    const { hours = 'stay', keeps_booked: keepsBooked } = await readQuery(ctx, memberRemovalQuery)
    requireMatch(ctx, presentMember(member))
    const endsBookings = hours === 'end'
    if (endsBookings && keepsBooked !== 'true') await this.askOfComing(ctx, member)
    const outcome = await new RemoveMember().handle({
      ...{ businessId: business.id, memberId: member.id, endsBookings, by },
    })
    if (outcome === 'last_owner') throw this.lastOwner(ctx)
    return ctx.response.status(204)
  }

  private async askOfComing({ business, i18n }: HttpContext, { userId }: Membership) {
    const hosts = await business.related('hosts').query().where({ userId })
    const coming = await bookingsWithHosts(hosts, Date.now())
    if (coming.length === 0) return
    throw new Refusal(409, 'booked_outside', i18n.t('api.booked_with_member'), {
      facts: { booking_ids: coming.map(({ bookingId }) => bookingId) },
    })
  }

  private lastOwner({ i18n }: HttpContext): Refusal {
    return new Refusal(409, 'last_owner', i18n.t('api.last_owner'))
  }

  private find(ctx: HttpContext): Promise<Membership> {
    return this.members(ctx).where('memberships.id', ctx.params.id).firstOrFail()
  }

  private members({ business }: HttpContext) {
    return Membership.query().where('memberships.business_id', business.id).preload('user')
  }
}
