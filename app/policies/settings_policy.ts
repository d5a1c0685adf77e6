import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'

export default class SettingsPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  edit(membership: Membership): AuthorizerResponse {
    return membership.isInCharge
  }
}
