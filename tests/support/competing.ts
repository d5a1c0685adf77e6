import ApproveBooking from '#actions/requests/approve_booking'
import type { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import { openShopByRequest, place, type Shop } from '#tests/support/requests'

type Options = NonNullable<Parameters<typeof openShop>[0]>

/** A shop where several may ask for one time, and one of them is chosen. */
export function openShopThatChooses(options: Options = {}): Promise<Shop> {
  const settings = { acceptsCompetingRequests: true, ...options.settings }
  return openShopByRequest({ ...options, settings })
}

/** Requests for one time, each of a client of that name. */
export async function overlapping(shop: Shop, names: string[], startsAt?: Booking['startsAt']) {
  const requests: Booking[] = []
  for (const name of names) {
    const email = `${name.toLowerCase().replaceAll(' ', '-')}@client.example`
    requests.push(await place(shop, { name, email, startsAt }))
  }
  return requests
}

export function approve({ business, user }: Shop, { id: bookingId }: Booking) {
  const decision = { businessId: business.id, bookingId, by: byUser(user.id) }
  return new ApproveBooking().handle(decision)
}
