import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import User from '#models/accounts/user'
import { sql } from '#transactions'

export const MOST_ACCOUNTS = 3

/** Also the newest and first unproven accounts, so that a stranger's sign-up locks nobody out. */
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

export function hasProvenAccount(email: string): Promise<boolean> {
  return isProvenElsewhere(db.connection(), { id: 0, email })
}
