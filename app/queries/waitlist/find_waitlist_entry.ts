import db from '@adonisjs/lucid/services/db'
import type Booking from '#models/bookings/booking'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import { withLogo } from '#models/pictures/picture'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { ownerIsProven } from '#queries/notifications/waits_for_proof'

export async function findWaitlistEntry(token: string): Promise<WaitlistEntry | null> {
  const named = readLinkToken(token)
  if (!named || named.userId !== null) return null
  const isOwnerProven = ownerIsProven('waitlist_entries.business_id')
  const entry = await WaitlistEntry.query()
    .select('waitlist_entries.*', db.raw(`${isOwnerProven} as is_owner_proven`))
    .where('id', named.id)
    .preload('business', (business) => business.preload('settings').select('*', withLogo()))
    .preload('service')
    .preload('host')
    .preload('booking')
    .preload('offers', (offers) => offers.orderBy('id', 'desc').preload('booking').preload('host'))
    .first()
  return entry && isLinkTokenFor(token, 'wait', entry.linkSubject) ? entry : null
}

export async function positionOf({ id, serviceId, startsAt }: WaitlistEntry): Promise<number> {
  if (!startsAt) return 1
  const [{ position }] = await WaitlistEntry.query()
    .where({ serviceId })
    .where('starts_at', startsAt.toJSDate())
    .whereIn('status', ['waiting', 'offered'])
    .whereRaw(
      `(coalesce(next_at, '-infinity'), -id) >= (
        select coalesce(next_at, '-infinity'), -id from waitlist_entries where id = ?)`,
      [id]
    )
    .count('*', 'position')
    .pojo<{ position: string }>()
  return Number(position)
}

export function findEarlierTimeEntry({ id }: Booking): Promise<WaitlistEntry | null> {
  return WaitlistEntry.query()
    .where('booking_id', id)
    .whereIn('status', ['waiting', 'offered'])
    .first()
}
