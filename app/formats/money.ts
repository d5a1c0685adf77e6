import { currencyFormat } from '#formats/intl'

/** "£50.00" from a decimal string; the digits are the currency's, the marks the locale's. */
export function formatMoney(price: string, currency: string, locale: string): string {
  return currencyFormat(currency, locale).format(Number(price))
}
