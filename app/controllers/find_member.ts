import type { HttpContext } from '@adonisjs/core/http'
import Membership from '#models/accounts/membership'

/** Only whoever may give their role may decide about them. */
export async function findMember({ bouncer, business, params }: HttpContext): Promise<Membership> {
  const member = await Membership.query()
    .where({ businessId: business.id, id: params.id })
    .preload('user')
    .firstOrFail()
  await bouncer.with('TeamPolicy').authorize('grant', member.role)
  return member
}
