import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import { invitationSent } from '#messages'
import Invitation, { INVITATION_DAYS } from '#models/accounts/invitation'
import type { By } from '#models/by'
import { owe, wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Renewal {
  businessId: number
  invitationId: number
  by: By
}

/** Another mail with a link of its own; those sent before open nothing any more. */
export default class RenewInvitation {
  async handle(renewal: Renewal): Promise<'renewed' | 'answered'> {
    const owed = await inTransaction((trx) => this.renew(trx, renewal))
    if (!owed) return 'answered'
    await wakeDeliveries(owed, renewal.by.requestId)
    return 'renewed'
  }

  private async renew(trx: Transaction, { businessId, invitationId: id, by }: Renewal) {
    const invitation = await lockRowOrFail(trx, Invitation, { businessId, id })
    if (invitation.acceptedAt || invitation.revokedAt) return null

    await trx.from('invitation_tokens').where('invitation_id', id).delete()
    const now = await databaseNow(trx)
    await invitation
      .merge({
        sendings: invitation.sendings + 1,
        expiresAt: now.plus({ days: INVITATION_DAYS }),
      })
      .save()
    await recordAudit(trx, {
      ...{ businessId, by, action: 'invitation.renewed' },
      ...{ subjectType: 'invitation', subjectId: id },
    })
    return owe(trx, invitationSent, {
      ...{ businessId, subject: { type: 'invitation', id } },
      ...{ occurrence: invitation.sendings, by },
    })
  }
}
