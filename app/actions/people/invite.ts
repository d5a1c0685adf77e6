import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import { invitationSent } from '#messages'
import Invitation, { INVITATION_DAYS, UNANSWERED } from '#models/accounts/invitation'
import Membership, { type Role } from '#models/accounts/membership'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { owe, wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface NewInvitation {
  businessId: number
  fullName: string
  email: string
  role: Role
  /** As whom they are to sign in, where that is somebody who is booked. */
  hostId: number | null
  by: By
}

export default class Invite {
  async handle(input: NewInvitation): Promise<Invitation | 'member' | 'invited'> {
    const invited = await inTransaction((trx) => this.invite(trx, input))
    if (typeof invited === 'string') return invited
    await wakeDeliveries(invited.owed, input.by.requestId)
    return invited.invitation
  }

  private async invite(trx: Transaction, input: NewInvitation) {
    const { businessId, fullName, email, role, by } = input
    await lockRowOrFail(trx, Business, { id: businessId })
    const refusal = await this.refusal(trx, input)
    if (refusal) return refusal

    const host = await Host.query({ client: trx })
      .where({ businessId, id: input.hostId ?? 0 })
      .whereNull('user_id')
      .first()
    const now = await databaseNow(trx)
    const invitation = await Invitation.create(
      {
        ...{ businessId, fullName, email, role, hostId: host?.id ?? null },
        ...{ invitedBy: by.userId, sendings: 1 },
        expiresAt: now.plus({ days: INVITATION_DAYS }),
      },
      { client: trx }
    )
    await recordAudit(trx, {
      ...{ businessId, by, action: 'invitation.sent' },
      ...{ subjectType: 'invitation', subjectId: invitation.id, changes: { role } },
    })
    const owed = await owe(trx, invitationSent, {
      ...{ businessId, subject: { type: 'invitation', id: invitation.id } },
      ...{ occurrence: invitation.sendings, by },
    })
    return { invitation, owed }
  }

  private async refusal(trx: Transaction, { businessId, email }: NewInvitation) {
    const member = await Membership.query({ client: trx })
      .where({ businessId })
      .whereHas('user', (user) => user.where('email', email))
      .first()
    if (member) return 'member' as const
    const open = await Invitation.query({ client: trx })
      .where({ businessId, email })
      .whereRaw(UNANSWERED)
      .first()
    return open && ('invited' as const)
  }
}
