import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import Membership from '#models/accounts/membership'
import type User from '#models/accounts/user'
import type Notification from '#models/notifications/notification'
import type Business from '#models/settings/business'

/** A user's own account, at the business through which they are written to. */
export interface AccountSubject {
  user: User
  business: Business
  /** The way to prove one's address, or that another account of theirs did. */
  proof?: { token: string; isTaken: boolean }
  /** Lets its recipient choose a new password. */
  resetToken?: string
  /** What became of the codes that are asked for after the password. */
  change?: SecondStepChange
  passwordBy?: PasswordChangedBy
}

export type SecondStepChange = 'on' | 'off' | 'renewed'
/** By whoever was signed in and knew the old one, or by a link from a mail. */
export type PasswordChangedBy = 'form' | 'link'

export const accountSubject: Subject<AccountSubject> = {
  find: (notification, _now, client) => find(notification, client),

  async load(notification) {
    const about = await find(notification, db.connection())
    if (!about) return null
    const thread = { name: `account-${notification.id}`, host: null, version: null }
    return {
      ...{ about, member: about.user, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient: ({ business, user }, member, now) => Recipient.member(business, member ?? user, now),
}

/** Null when they have left the business. */
async function find(
  { businessId, userId, data }: Notification,
  client: QueryClient
): Promise<AccountSubject | null> {
  const membership = await Membership.query({ client })
    .where({ businessId, userId: userId ?? 0 })
    .first()
  // One after the other: a transaction has one connection, and preloads go out at once.
  await membership?.load('user')
  await membership?.load('business')
  if (!membership) return null
  const { user, business } = membership
  return {
    ...{ user, business },
    change: data?.change as SecondStepChange | undefined,
    passwordBy: data?.passwordBy as PasswordChangedBy | undefined,
  }
}
