import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import type Business from '#models/settings/business'
import { type DayInShort, dayInShort } from '#queries/diary/day_in_short'

/** A member's day at a business. */
export interface DigestSubject extends DayInShort {
  business: Business
  /** With which whoever reads it stops it. */
  stopToken: string
}

export const digestSubject: Subject<DigestSubject> = {
  async find(notification, now, client) {
    const membership = await memberOf(notification, client)
    return membership && aboutOf(membership, notification, now)
  },

  async load(notification, now) {
    const membership = await memberOf(notification)
    if (!membership) return null
    const about = await aboutOf(membership, notification, now)
    const thread = { name: `digest-${notification.id}`, host: null, version: null }
    return {
      ...{ about, member: membership.user, bookings: null },
      endsAt: about.day.endOf('day'),
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ business }, member, now) {
    if (!member) throw new Error('A digest is for a member')
    return Recipient.member(business, member, now)
  },
}

/** Null when they have left, or want no more of it. */
async function memberOf({ businessId, userId }: Notification, client?: QueryClient) {
  const membership = await Membership.query({ client })
    .where({ businessId, userId: userId ?? 0, getsDigest: true })
    .first()
  // One after the other: a transaction has one connection, and preloads go out at once.
  await membership?.load('user')
  await membership?.load('business')
  return membership
}

async function aboutOf(membership: Membership, { data }: Notification, now: DateTime) {
  const { business, digestStopToken: stopToken } = membership
  return { business, stopToken, ...(await dayInShort(membership, String(data.date), now)) }
}
