import db from '@adonisjs/lucid/services/db'
import { oweProofMail, wakeDeliveries } from '#outbox'

export default class SendProofMail {
  async handle(input: Parameters<typeof oweProofMail>[1]): Promise<void> {
    await wakeDeliveries(await oweProofMail(db.connection(), input), input.requestId)
  }
}
