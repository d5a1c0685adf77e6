import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'

export default class EnquiryPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  answer(membership: Membership): AuthorizerResponse {
    return membership.isInCharge
  }
}
