import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import Invitation from '#models/accounts/invitation'
import type Notification from '#models/notifications/notification'

/** Who is asked to join, with the business and whoever asks. */
export interface InvitationSubject {
  invitation: Invitation
  /** Opens it; made for the one mail that carries it. */
  token?: string
}

export const invitationSubject: Subject<InvitationSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    if (!about) return null
    const thread = { name: `invitation-${about.invitation.id}`, host: null, version: null }
    return {
      ...{ about, member: null, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ invitation }, _member, now) {
    const { business, fullName: name, email } = invitation
    const { locale, timeZone } = business
    return new Recipient(business, { name, email, memberId: null, locale, timeZone }, now)
  },
}

async function read({ subjectId }: Notification, client?: QueryClient) {
  const invitation = await Invitation.query({ client }).where('id', subjectId).first()
  if (!invitation) return null
  // One after the other: a transaction has one connection, and preloads go out at once.
  await invitation.load('business')
  await invitation.load('inviter')
  return { invitation }
}
