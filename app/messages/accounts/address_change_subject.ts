import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import { type AccountSubject, accountSubject } from './account_subject.js'
import AddressChange from '#models/accounts/address_change'
import type Notification from '#models/notifications/notification'

export interface AddressChangeSubject extends Pick<AccountSubject, 'user' | 'business'> {
  change: AddressChange
}

/** Written to one of its two addresses, whichever the account has by now. */
export function addressChangeSubject(to: 'email' | 'formerEmail'): Subject<AddressChangeSubject> {
  return {
    async find(notification, now, client) {
      const account = await accountSubject.find(notification, now, client)
      return account && withChange(account, notification, client)
    },

    async load(notification, now) {
      const loaded = await accountSubject.load(notification, now)
      const about = loaded && (await withChange(loaded.about, notification))
      return about && { ...loaded, about }
    },

    recipient({ business, user, change }, _member, now) {
      const { id, fullName } = user
      return Recipient.member(business, { id, fullName, email: change[to] }, now)
    },
  }
}

async function withChange(
  { user, business }: AccountSubject,
  { data }: Notification,
  client?: QueryClient
): Promise<AddressChangeSubject | null> {
  const change = await AddressChange.query({ client })
    .where({ userId: user.id, id: Number(data.addressChange) })
    .first()
  return change && { user, business, change }
}
