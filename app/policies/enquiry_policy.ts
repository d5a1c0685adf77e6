import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'

/** What was written to the business can be read by all; its owners and admins answer. */
export default class EnquiryPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  answer(membership: Membership): AuthorizerResponse {
    return membership.role === 'owner' || membership.role === 'admin'
  }
}
