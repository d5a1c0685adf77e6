import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import type Block from '#models/availability/block'

/** Staff block their own time only; a viewer none. */
export default class BlockPolicy extends BasePolicy {
  /** Needs its hosts loaded. */
  change(membership: Membership, block: Block): AuthorizerResponse {
    if (membership.businessId !== block.businessId) return false
    if (membership.role !== 'staff') return membership.role !== 'viewer'
    return !block.isForEveryone && block.hosts.every(({ userId }) => userId === membership.userId)
  }
}
