import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import type { Role } from '#models/accounts/membership'

export default class TeamPolicy extends BasePolicy {
  manage(membership: Membership): AuthorizerResponse {
    return membership.isInCharge
  }

  /** Whom it is about has that role, or would get it. */
  grant(membership: Membership, role: Role): AuthorizerResponse {
    return membership.mayGrant(role)
  }
}
