import Invite from '#actions/people/invite'
import DeliverNotification from '#actions/notifications/deliver_notification'
import type Invitation from '#models/accounts/invitation'
import type { Role } from '#models/accounts/membership'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { bySystem } from '#models/by'
import type Business from '#models/settings/business'

interface Invited {
  email?: string
  fullName?: string
  role?: Role
  hostId?: number | null
}

export async function invite(
  { id: businessId }: Business,
  {
    email = 'tom@example.com',
    fullName = 'Tom Okafor',
    role = 'staff',
    hostId = null,
  }: Invited = {}
): Promise<Invitation> {
  const by = bySystem()
  const sent = await new Invite().handle({ businessId, fullName, email, role, hostId, by })
  if (typeof sent === 'string') throw new Error(`Not invited: ${sent}`)
  return sent
}

/** The link in the latest mail, which is sent first where it is still owed. */
export async function invitationLink({ id }: Invitation): Promise<string> {
  const owed = await Notification.query()
    .where({ subjectType: 'invitation', subjectId: id, status: 'queued' })
    .orderBy('id')
  for (const { id: notificationId } of owed) {
    await new DeliverNotification().handle({ notificationId })
  }
  const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
  const [link] = /\/invitations\/[\w-]{22,}/.exec(mail.text ?? '') ?? []
  if (!link) throw new Error('The mail has no link')
  return link
}
