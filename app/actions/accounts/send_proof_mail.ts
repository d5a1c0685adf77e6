import db from '@adonisjs/lucid/services/db'
import { oweProofMail, wakeDeliveries } from '#outbox'

/** Once more the mail whose link proves an address. */
export default class SendProofMail {
  async handle(wish: Parameters<typeof oweProofMail>[1]): Promise<void> {
    await wakeDeliveries(await oweProofMail(db.connection(), wish), wish.requestId)
  }
}
