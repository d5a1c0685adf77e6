import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import User from '#models/accounts/user'
import { sql } from '#transactions'

/** So many at most may be meant by an address. */
export const MOST_ACCOUNTS = 3

/**
 * Whom somebody may mean who signs in with an address: the account that proved it, then of those that
 * did not the newest and the first, so that whoever signs up with another's address locks nobody out.
 */
export async function accountsAtAddress(email: string): Promise<User[]> {
  return User.query()
    .where({ email })
    .whereRaw(
      `(email_verified_at is not null or id in (
         select unnest(array[min(id), max(id)]) from users
         where email = ? and email_verified_at is null))`,
      [email]
    )
    .orderByRaw('email_verified_at is null, id desc')
}

/** Whether another account has shown that its reader gets what is sent to this user's address. */
export async function isProvenElsewhere(
  client: QueryClient,
  { id, email }: Pick<User, 'id' | 'email'>
): Promise<boolean> {
  const others = await sql(
    client,
    `select from users where email = :email and id <> :id and email_verified_at is not null`,
    { id, email }
  )
  return others.length > 0
}
