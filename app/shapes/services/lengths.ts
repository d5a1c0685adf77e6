import { plainAmount } from '#formats/bookings/money'
import { type Priced, priceOfLength } from '#formats/bookings/prices'

/** Each with what it costs. */
export function presentLengths(service: Priced, minutes: readonly number[], currency: string) {
  return minutes.map((length) => ({
    duration_minutes: length,
    price: plainAmount(priceOfLength(service, length), currency),
  }))
}
