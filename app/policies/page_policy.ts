import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'

/** Staff word their own page, and choose the photo on it. */
export default class PagePolicy extends BasePolicy {
  edit(
    membership: Membership,
    { businessId, userId }: Pick<Host, 'businessId' | 'userId'>
  ): AuthorizerResponse {
    if (membership.businessId !== businessId) return false
    if (membership.role === 'staff') return userId === membership.userId
    return membership.isInCharge
  }
}
