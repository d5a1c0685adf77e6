import { auditOf } from '#history'
import type User from '#models/accounts/user'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { brokenConstraint, inTransaction, sql } from '#transactions'

interface Proof {
  user: User
  requestId: string | null
}

const AUDITED = auditOf({
  rows: 'member',
  action: 'user.address_proven',
  subjectType: 'user',
  userId: 'id',
})

/** What waited for the proof goes out now. Safe to repeat. */
export default class ProveAddress {
  async handle({ user, requestId }: Proof): Promise<void> {
    try {
      await wakeDeliveries(await this.prove({ user, requestId }), requestId)
    } catch (error) {
      if (brokenConstraint(error) !== 'users_proven_email') throw error
    }
  }

  private prove({ user, requestId }: Proof): Promise<OwedMail[]> {
    return inTransaction(async (trx) => {
      const proven = await sql(
        trx,
        `update users set email_verified_at = clock_timestamp()
         where id = :id and email = :email and email_verified_at is null returning id`,
        { id: user.id, email: user.email }
      )
      if (proven.length === 0) return []
      await sql(
        trx,
        `with member as (
           select user_id as id, business_id from memberships where user_id = :id
         ), ${AUDITED} select`,
        { id: user.id, requestId }
      )
      return sql<OwedMail>(
        trx,
        `update notifications
         set next_attempt_at = clock_timestamp(), held_until = null, last_error = null
         from memberships
         where memberships.user_id = :id and notifications.business_id = memberships.business_id
           and status = 'queued' and last_error = 'owner_unproven'
           and (notifications.user_id = :id
             or notifications.user_id is null and memberships.role = 'owner')
         returning notifications.id as "notificationId", attempts as attempt`,
        { id: user.id }
      )
    })
  }
}
