import { recordAudit } from '#history'
import Invitation from '#models/accounts/invitation'
import type { By } from '#models/by'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Revocation {
  businessId: number
  invitationId: number
  by: By
}

export default class RevokeInvitation {
  handle({ businessId, invitationId: id, by }: Revocation): Promise<'revoked' | 'answered'> {
    return inTransaction(async (trx) => {
      const invitation = await lockRowOrFail(trx, Invitation, { businessId, id })
      if (invitation.acceptedAt || invitation.revokedAt) return 'answered'
      await invitation.merge({ revokedAt: await databaseNow(trx) }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'invitation.revoked' },
        ...{ subjectType: 'invitation', subjectId: id },
      })
      return 'revoked'
    })
  }
}
