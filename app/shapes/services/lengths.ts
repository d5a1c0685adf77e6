import vine from '@vinejs/vine'
import { plainAmount } from '#formats/bookings/money'
import { type Priced, priceOfLength } from '#formats/bookings/prices'
import { amountShape, wholeShape } from '#shapes/schema'

export const lengthsShape = () =>
  vine.array(vine.object({ duration_minutes: wholeShape(), price: amountShape() }))

/** Each with what it costs. */
export function presentLengths(service: Priced, minutes: readonly number[], currency: string) {
  return minutes.map((length) => ({
    duration_minutes: length,
    price: plainAmount(priceOfLength(service, length), currency),
  }))
}
