import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import { clientKeys } from '#models/clients/client_keys'
import Business from '#models/settings/business'
import { sql } from '#transactions'

/** A number that somebody else has already is shared, as it is at the desk. */
const FILL = `
  update clients set phone = :phone, phone_key = :phoneKey, updated_at = clock_timestamp(),
    shares_phone = exists (
      select from clients as others
       where others.business_id = clients.business_id and others.contact_key = :phoneKey)
  where id = :clientId and phone is null and phone_key is null
  returning id`

/** A number that a booking is given later is its client's too, where none is known of them. */
export async function fillClient(trx: Transaction, booking: Booking, by: By): Promise<void> {
  const { businessId, clientId, clientName: name, clientPhone: phone } = booking
  if (clientId === null || phone === null) return
  const business = await Business.findOrFail(businessId, { client: trx })
  const { phoneKey } = clientKeys(business, { name, email: null, phone })
  const filled = await sql(trx, FILL, { clientId, phone, phoneKey })
  if (filled.length === 0) return
  await recordAudit(trx, {
    ...{ businessId, by, action: 'client.corrected', subjectType: 'client', subjectId: clientId },
    changes: { phone: true },
  })
}
