import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import FinishErasure from '#actions/privacy/finish_erasure'
import type { By } from '#models/by'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import Erasure from '#models/privacy/erasure'
import { databaseNow, inTransaction, sql } from '#transactions'

interface Wanted {
  businessId: number
  clientId: number
  /** What is still to come stays taken, by nobody who is known. */
  keepsComing: boolean
  /** By mail, where there is an address. */
  tellsClient: boolean
  by: By
}

/** Told in the mail that ends it, and not before in one of each booking. */
const HUSH = `
  update bookings set tells_client = false
   where business_id = :businessId and status in ('pending', 'approved')
     and starts_at > clock_timestamp()
     and client_id in (select id from clients where record_id = :clientId)`

/** All of a record, at one business; nobody can take it back. Safe to repeat. */
export default class EraseClient {
  async handle(wanted: Wanted): Promise<'erased' | 'not_found'> {
    const erasureId = await this.begin(wanted)
    if (erasureId === null) return 'not_found'
    await new FinishErasure().handle({ erasureId })
    return 'erased'
  }

  private begin(wanted: Wanted): Promise<number | null> {
    const { businessId, clientId, keepsComing, tellsClient, by } = wanted
    return inTransaction(async (trx) => {
      const client = await Client.query({ client: trx })
        .where({ businessId, id: clientId })
        .whereNull('merged_into')
        .forUpdate()
        .first()
      if (!client) return null
      const open = await Erasure.query({ client: trx })
        .where({ businessId, clientId })
        .whereIn('status', ['asked', 'running'])
        .first()
      if (open?.status === 'running') return open.id

      const erasure = open ?? new Erasure().useTransaction(trx).fill(whomOf(client))
      await erasure
        .merge({
          ...{ status: 'running', keepsComing, tellsClient, requestId: by.requestId },
          email: erasure.email ?? (await this.addressOf(trx, client)),
          ...{ decidedBy: by.userId, decidedAt: await databaseNow(trx), counts: {} },
        })
        .save()
      await sql(trx, HUSH, { businessId, clientId })
      return erasure.id
    })
  }

  /** Of the record, else of whatever was merged into it or booked. */
  private async addressOf(trx: Transaction, { id, email }: Client): Promise<string | null> {
    if (email !== null) return email
    const booked = await Booking.query({ client: trx })
      .whereIn('clientId', Client.query().where('record_id', id).select('id'))
      .whereNotNull('clientEmail')
      .orderBy('id', 'desc')
      .first()
    return booked?.clientEmail ?? null
  }
}

function whomOf({ id, businessId, name, email, locale, timeZone }: Client) {
  return {
    ...{ businessId, clientId: id, clientName: name, email },
    ...{ clientLocale: locale, clientTimeZone: timeZone },
  }
}
