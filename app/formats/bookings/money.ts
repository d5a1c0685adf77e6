import { currencyFormat } from '#formats/words/intl'

/** "£50.00" from "50.00": the currency decides the digits, the locale the signs. */
export function formatMoney(price: string, currency: string, locale: string): string {
  // The pound's in Arabic.
  return currencyFormat(currency, locale).format(Number(price)).replace('UK£', '£')
}

/** 2 for the pound, 0 for the yen, 3 for the dinar. */
export function currencyDigits(currency: string): number {
  return currencyFormat(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2
}

/** For machines and form fields, in the currency's own digits: "50.00", "1500". */
export function plainAmount(price: string, currency: string): string {
  return Number(price).toFixed(currencyDigits(currency))
}

/** From "£42", "1.500,50 €" or "1 500"; null for another currency's sign or too many digits. */
export function readAmount(text: string, currency: string): string | null {
  const bare = withoutSigns(text, currency)
  if (!/^\d[\d.,]*$/.test(bare)) return null
  const digits = currencyDigits(currency)
  const mark = decimalMark(bare, digits)
  const [whole, fraction = ''] = mark ? bare.split(mark) : [bare]
  const isGrouped = /[.,]/.test(whole)
  if (isGrouped && !/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole)) return null
  const units = whole.replace(/[.,]/g, '')
  if (units.length > 8 || !/^\d*$/.test(fraction)) return null
  if (fraction.replace(/0+$/, '').length > digits) return null
  return digits === 0 ? units : `${units}.${fraction.slice(0, digits).padEnd(digits, '0')}`
}

function withoutSigns(text: string, currency: string): string {
  const signs = (['symbol', 'narrowSymbol', 'code'] as const).map((currencyDisplay) => {
    const parts = currencyFormat(currency, 'en-GB', currencyDisplay).formatToParts(0)
    return parts.find(({ type }) => type === 'currency')?.value ?? currency
  })
  const sign = signs.toSorted((a, b) => b.length - a.length).find((one) => text.includes(one))
  return text.replace(sign ?? '', '').replace(/[\s'’]/g, '')
}

/** The last sign, except a comma before three digits in a currency that has fewer: "1,500". */
function decimalMark(amount: string, digits: number): '.' | ',' | null {
  const last = Math.max(amount.lastIndexOf('.'), amount.lastIndexOf(','))
  if (last === -1) return null
  const mark = amount[last] as '.' | ','
  const isRepeated = amount.indexOf(mark) !== last
  const isGroup = mark === ',' && amount.length - last === 4 && digits !== 3
  return isRepeated || isGroup ? null : mark
}

/** Exact as a number, since a price column holds few digits. */
export function priceOfPlaces(price: string, places: number, currency: string): string {
  return plainAmount(String(Number(price) * places), currency)
}
