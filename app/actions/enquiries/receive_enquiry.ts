import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { phoneKey } from '#formats/contacts/phone_numbers'
import type { By } from '#models/by'
import type { ClientDetails } from '#models/bookings/client_details'
import Enquiry from '#models/enquiries/enquiry'
import Business from '#models/settings/business'
import { enquiryReceived } from '#messages'
import { deliverAfter, owe, type OwedMail } from '#outbox'
import type { Instant } from '#scheduling/types'
import { inTransaction, keyedRequest, oncePerKey } from '#transactions'

interface Written {
  businessId: number
  serviceId: number | null
  wishedAt: Instant | null
  client: Omit<ClientDetails, 'notes'>
  message: string
  idempotencyKey: string | null
  by: By
}

export interface Received {
  outcome: 'received' | 'key_reused'
}

export default class ReceiveEnquiry {
  async handle(written: Written): Promise<Received> {
    const { outcome } = await deliverAfter(written.by, () =>
      inTransaction((trx) =>
        oncePerKey(
          trx,
          keyed(written),
          () => this.keep(trx, written),
          () => ({ isKept: true })
        )
      )
    )
    return { outcome: outcome === 'key_reused' ? 'key_reused' : 'received' }
  }

  private async keep(
    trx: Transaction,
    { businessId, serviceId, wishedAt, client, message, by }: Written
  ): Promise<{ outcome: 'received'; owed: OwedMail[] }> {
    const enquiry = await new Enquiry()
      .useTransaction(trx)
      .fill({
        ...{ businessId, serviceId, message, requestId: by.requestId },
        wishedAt: wishedAt === null ? null : DateTime.fromMillis(wishedAt, { zone: 'utc' }),
        clientName: client.name,
        clientEmail: client.email,
        clientPhone: client.phone,
        clientPhoneKey: await this.phoneKey(trx, businessId, client.phone),
        clientTimeZone: client.timeZone,
        clientLocale: client.locale,
      })
      .save()
    const subject = { type: 'enquiry' as const, id: enquiry.id }
    const owed = await owe(trx, enquiryReceived, { businessId, subject, by })
    return { outcome: 'received', owed }
  }

  private async phoneKey(trx: Transaction, businessId: number, phone: string | null) {
    if (phone === null) return null
    return phoneKey(phone, await Business.findOrFail(businessId, { client: trx }))
  }
}

function keyed({ businessId, serviceId, wishedAt, client, message, idempotencyKey }: Written) {
  const { name, email, phone } = client
  const asked = ['enquiry', serviceId, wishedAt, name, email, phone, message]
  return keyedRequest(businessId, idempotencyKey, asked)
}
