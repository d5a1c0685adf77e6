import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { answerOnce, turnAwayBlocked } from '#steps'
import { phoneKey } from '#formats/contacts/phone_numbers'
import type { By } from '#models/by'
import type { ClientDetails } from '#models/bookings/client_details'
import Enquiry from '#models/enquiries/enquiry'
import Business from '#models/settings/business'
import { enquiryReceived } from '#messages'
import { owe, type OwedMail } from '#outbox'
import type { Instant } from '#scheduling/types'
import { inTransaction, keyedRequest } from '#transactions'

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
  outcome: 'received' | 'key_reused' | 'blocked'
}

type Kept = { outcome: 'received' | 'blocked'; owed: OwedMail[] }

export default class ReceiveEnquiry {
  handle(written: Written): Promise<Received> {
    const submitted = { by: written.by, key: keyed(written) }
    return answerOnce<Received, Received, { isKept: true }, Received>(submitted, {
      run: (once) => inTransaction((trx) => once(trx, () => this.keep(trx, written))),
      store: ({ outcome }) => (outcome === 'received' ? { isKept: true } : null),
      recall: () => ({ outcome: 'received' }),
      answer: ({ outcome }) => ({ outcome }),
    })
  }

  private async keep(trx: Transaction, written: Written): Promise<Kept> {
    const { businessId, serviceId, wishedAt, client, message, by } = written
    const business = await Business.findOrFail(businessId, { client: trx })
    const wanted = { business, serviceId, startsAt: wishedAt, client, message }
    const { requestId } = by
    if (await turnAwayBlocked(trx, { ...wanted, kind: 'enquiry', requestId })) {
      return { outcome: 'blocked', owed: [] }
    }

    const enquiry = await new Enquiry()
      .useTransaction(trx)
      .fill({
        ...{ businessId, serviceId, message, requestId },
        wishedAt: wishedAt === null ? null : DateTime.fromMillis(wishedAt, { zone: 'utc' }),
        clientName: client.name,
        clientEmail: client.email,
        clientPhone: client.phone,
        clientPhoneKey: client.phone === null ? null : phoneKey(client.phone, business),
        clientTimeZone: client.timeZone,
        clientLocale: client.locale,
      })
      .save()
    const subject = { type: 'enquiry' as const, id: enquiry.id }
    const owed = await owe(trx, enquiryReceived, {
      businessId,
      subject,
      serviceId: enquiry.serviceId,
      by,
    })
    return { outcome: 'received', owed }
  }
}

function keyed({ businessId, serviceId, wishedAt, client, message, idempotencyKey }: Written) {
  const { name, email, phone } = client
  const submitted = ['enquiry', serviceId, wishedAt, name, email, phone, message]
  return keyedRequest(businessId, idempotencyKey, submitted)
}
