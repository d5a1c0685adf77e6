import db from '@adonisjs/lucid/services/db'
import { oweProofMail, wakeDeliveries } from '#outbox'

export default class SendProofMail {
  async handle(wish: Parameters<typeof oweProofMail>[1]): Promise<void> {
    await wakeDeliveries(await oweProofMail(db.connection(), wish), wish.requestId)
  }
}
