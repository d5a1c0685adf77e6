import push from '#config/push'
import User from '#models/accounts/user'
import PushDevice from '#models/push/push_device'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Added {
  userId: number
  /** With which the browser is signed in. */
  signInId: number | null
  userAgent: string | null
  subscription: Pick<PushDevice, 'endpoint' | 'publicKey' | 'secret'>
}

/** A browser is of one person: of whoever switched it on there last. */
export default class AddDevice {
  handle({ userId, signInId, userAgent, subscription }: Added): Promise<'added' | 'too_many'> {
    return inTransaction(async (trx) => {
      await lockRowOrFail(trx, User, { id: userId })
      const { endpoint } = subscription
      const others = await PushDevice.query({ client: trx })
        .where({ userId })
        .whereNot({ endpoint })
      if (others.length >= push.mostDevices) return 'too_many'
      await PushDevice.updateOrCreate(
        { endpoint },
        { userId, signInId, userAgent, ...subscription },
        { client: trx }
      )
      return 'added'
    })
  }
}
