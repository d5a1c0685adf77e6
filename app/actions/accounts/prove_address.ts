import { auditOf } from '#history'
import type User from '#models/accounts/user'
import { type OwedMail, wakeDeliveries, wakeProven } from '#outbox'
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
      return wakeProven(trx, user.id)
    })
  }
}
