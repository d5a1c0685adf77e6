import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import { clientCreated } from '#messages'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { clientKeys } from '#models/clients/client_keys'
import Business from '#models/settings/business'
import { oweEachTime } from '#outbox'
import { answerOnce } from '#steps'
import { brokenConstraint, databaseNow, inTransaction, keyedRequest } from '#transactions'

interface Adding {
  businessId: number
  details: Pick<Client, 'name' | 'email' | 'phone' | 'locale' | 'timeZone' | 'notes'>
  idempotencyKey: string | null
  by: By
}

type Added = { outcome: 'added'; clientId: number }

/** A record has that address already, or that number where there is no address. */
type Known = { outcome: 'known'; recordId: number }

export type ClientAdded = (Added & { replayed: boolean }) | Known | { outcome: 'key_reused' }

/** Somebody who has not booked yet, as the business knows them. */
export default class AddClient {
  async handle(adding: Adding): Promise<ClientAdded> {
    const { businessId, details, idempotencyKey, by } = adding
    const key = keyedRequest(businessId, idempotencyKey, ['client', by.userId, details])
    try {
      return await answerOnce<Added, Known, Added, ClientAdded>(
        { by, key },
        {
          run: (once) => inTransaction((trx) => once(trx, () => this.add(trx, adding))),
          store: (done) => (done.outcome === 'added' ? done : null),
          recall: (stored) => stored,
          answer: ({ outcome, clientId }, replayed) => ({ outcome, clientId, replayed }),
        }
      )
    } catch (error) {
      if (brokenConstraint(error) !== 'clients_once') throw error
      // Somebody came with that address just now, and is there by now.
      return this.handle(adding)
    }
  }

  private async add(trx: Transaction, { businessId, details, by }: Adding) {
    const business = await Business.findOrFail(businessId, { client: trx })
    const keys = clientKeys(business, details)
    const known = await Client.query({ client: trx })
      .where({ businessId, contact_key: keys.emailKey ?? keys.phoneKey })
      .first()
    if (known) return { outcome: 'known' as const, recordId: known.recordId }

    const { id } = await new Client()
      .useTransaction(trx)
      .fill({ businessId, ...details, ...keys, clientSince: await databaseNow(trx) })
      .save()
    await recordAudit(trx, {
      ...{ businessId, by, action: 'client.added', subjectType: 'client', subjectId: id },
    })
    const subject = { type: 'client' as const, id }
    const owed = await oweEachTime(trx, clientCreated, { businessId, subject, by })
    return { outcome: 'added' as const, clientId: id, owed }
  }
}
