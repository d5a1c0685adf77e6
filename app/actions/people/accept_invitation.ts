import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import ProveAddress from '#actions/accounts/prove_address'
import { recordAudit } from '#history'
import type Invitation from '#models/accounts/invitation'
import Membership from '#models/accounts/membership'
import { byUser } from '#models/by'
import User from '#models/accounts/user'
import { findInvitation } from '#queries/people/find_invitation'
import { brokenConstraint, databaseNow, inTransaction } from '#transactions'

interface Acceptance {
  token: string
  /** Who joins: somebody with an account, or with a new one. */
  as: { userId: number } | { fullName: string; password: string }
  requestId: string | null
}

export type Accepted = { user: User; invitation: Invitation } | 'over' | 'known'

/** Whoever has the link reads the mails of its address, so a new account's address is proven. */
export default class AcceptInvitation {
  async handle(acceptance: Acceptance): Promise<Accepted> {
    const { requestId } = acceptance
    try {
      const accepted = await inTransaction((trx) => this.accept(trx, acceptance))
      if (typeof accepted === 'string') return accepted
      const { user, invitation } = accepted
      if (user.email === invitation.email) await new ProveAddress().handle({ user, requestId })
      return accepted
    } catch (error) {
      // The address got an account in the same moment.
      if (brokenConstraint(error) === 'users_proven_email') return 'known'
      throw error
    }
  }

  private async accept(trx: Transaction, { token, as, requestId }: Acceptance): Promise<Accepted> {
    const invitation = await findInvitation(token, trx)
    const now = await databaseNow(trx)
    if (!invitation) return 'over'
    await trx.from('invitations').where('id', invitation.id).forUpdate().select('id')
    await invitation.refresh()
    if (!invitation.isOpenAt(now)) return 'over'

    const { businessId, email, role, hostId } = invitation
    const user =
      'userId' in as
        ? await User.findOrFail(as.userId, { client: trx })
        : await User.create({ ...as, email, emailVerifiedAt: now }, { client: trx })
    await Membership.firstOrCreate({ businessId, userId: user.id }, { role }, { client: trx })
    await trx
      .from('hosts')
      .where({ id: hostId ?? 0, business_id: businessId })
      .whereNull('user_id')
      .update({ user_id: user.id })
    await invitation.merge({ acceptedAt: now }).save()
    const by = byUser(user.id, requestId)
    await recordAudit(trx, {
      ...{ businessId, by, action: 'member.joined', subjectType: 'user', subjectId: user.id },
      changes: { role, hostId },
    })
    return { user, invitation }
  }
}
