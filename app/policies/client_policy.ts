import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'

/** Every member may look, for whoever answers the phone has to know who calls. */
export default class ClientPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  /** Notes, tags and what was misheard. */
  keep(membership: Membership): AuthorizerResponse {
    return membership.role !== 'viewer'
  }

  /** Merging, blocking, and taking the list in or out. */
  manage(membership: Membership): AuthorizerResponse {
    return membership.isInCharge
  }
}
