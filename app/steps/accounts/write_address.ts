import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { auditOf } from '#history'
import { sql } from '#transactions'

interface NewAddress {
  userId: number
  email: string
  /** Only while it is still this one; null whatever it is. */
  instead: string | null
  requestId: string | null
}

const AUDITED = auditOf({
  rows: 'member',
  action: 'user.address_changed',
  subjectType: 'user',
  userId: 'id',
})

/** Whoever followed a link to it has proven it. Written down in every business of theirs. */
export async function writeAddress(trx: Transaction, address: NewAddress): Promise<boolean> {
  const { userId, email, instead, requestId } = address
  const written = await sql(
    trx,
    `update users set email = :email, email_verified_at = clock_timestamp()
     where id = :userId and (email = :instead or cast(:instead as text) is null)
     returning id`,
    { userId, email, instead }
  )
  if (written.length === 0) return false
  await sql(
    trx,
    `with member as (
       select user_id as id, business_id from memberships where user_id = :userId
     ), ${AUDITED} select`,
    { userId, requestId }
  )
  return true
}
