import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { plainAmount, readAmount } from '#formats/bookings/money'

/** "45.00" in that currency, as it is stored. */
export function amountOf(
  { i18n }: HttpContext,
  typed: string,
  currency: string,
  field = 'price'
): string {
  const price = readAmount(typed, currency)
  if (price !== null) return price
  const example = plainAmount('45', currency)
  throw Refusal.ofField(field, 'amount', i18n.t('api.amount', { example }))
}
