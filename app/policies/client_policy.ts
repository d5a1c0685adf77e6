import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'

/** Every member may look, for whoever answers the phone has to know who calls. */
export default class ClientPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  /** Notes, tags and what was misheard. */
  keep(membership: Membership): AuthorizerResponse {
    return membership.role !== 'viewer'
  }

  /** Staff write to those who booked with them. */
  async write(
    membership: Membership,
    { businessId, recordId }: Pick<Client, 'businessId' | 'recordId'>
  ): Promise<AuthorizerResponse> {
    if (membership.businessId !== businessId || membership.role === 'viewer') return false
    if (membership.isInCharge) return true
    const own = await Booking.query()
      .where({ businessId })
      .whereIn('client_id', Client.query().where('record_id', recordId).select('id'))
      .whereHas('host', (hosts) => void hosts.where('user_id', membership.userId))
      .first()
    return own !== null
  }

  /** Merging, blocking, and taking the list in or out. */
  manage(membership: Membership): AuthorizerResponse {
    return membership.isInCharge
  }
}
