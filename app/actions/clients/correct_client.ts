import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import Client from '#models/clients/client'
import { clientKeys } from '#models/clients/client_keys'
import Business from '#models/settings/business'
import { isChangedSince } from '#models/version'
import { brokenConstraint, inTransaction } from '#transactions'

interface Correction {
  businessId: number
  clientId: number
  details: Pick<Client, 'name' | 'email' | 'phone' | 'locale' | 'notes'>
  /** Of `detailsOf` the client that the form was made from. */
  version: string | null
  by: By
}

export type ClientCorrected =
  | { outcome: 'corrected' | 'stale'; client: Client }
  /** Another record has the address, or the number where there is no address. */
  | { outcome: 'taken'; other: Client }
  | { outcome: 'not_found' }

const FIELDS = ['name', 'email', 'phone', 'locale', 'notes'] as const

/** Bookings keep the details that they were made with. */
export default class CorrectClient {
  async handle(correction: Correction): Promise<ClientCorrected> {
    try {
      return await inTransaction((trx) => this.correct(trx, correction))
    } catch (error) {
      if (brokenConstraint(error) !== 'clients_once') throw error
      // Somebody came with that address just now, and is there by now.
      return this.handle(correction)
    }
  }

  private async correct(trx: Transaction, correction: Correction): Promise<ClientCorrected> {
    const { businessId, clientId, details, version, by } = correction
    const business = await Business.findOrFail(businessId, { client: trx })
    const client = await Client.query({ client: trx })
      .where({ businessId, id: clientId })
      .whereNull('merged_into')
      .forUpdate()
      .first()
    if (!client) return { outcome: 'not_found' }
    if (isChangedSince(version, client.details)) return { outcome: 'stale', client }

    client.merge({ ...details, ...clientKeys(business, details) })
    if ('emailKey' in client.$dirty) client.sharesEmail = false
    if ('phoneKey' in client.$dirty) client.sharesPhone = false
    const other = await this.otherWith(trx, client)
    if (other && other.recordId !== client.id) return { outcome: 'taken', other }
    if (other) await this.giveUp(trx, other, client)
    const changed = FIELDS.filter((field) => field in client.$dirty)
    if (changed.length === 0) return { outcome: 'corrected', client }
    await client.save()
    await recordAudit(trx, {
      ...{ businessId, by },
      action: 'client.corrected',
      ...{ subjectType: 'client', subjectId: client.id },
      changes: Object.fromEntries(changed.map((field) => [field, true])),
    })
    return { outcome: 'corrected', client }
  }

  private async otherWith(trx: Transaction, { businessId, id, contactKey }: Client) {
    if (contactKey === null) return null
    return Client.query({ client: trx })
      .where({ businessId, contact_key: contactKey })
      .whereNot('id', id)
      .first()
  }

  /** What was merged into the record gives it the address, and the number where that is the same. */
  private async giveUp(trx: Transaction, merged: Client, client: Client) {
    const phone = merged.phoneKey === client.phoneKey ? { phone: null, phoneKey: null } : {}
    await merged
      .useTransaction(trx)
      .merge({ email: null, emailKey: null, ...phone })
      .save()
  }
}
