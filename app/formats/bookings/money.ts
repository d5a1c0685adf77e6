import { currencyFormat } from '#formats/words/intl'

/** "£50.00" from a decimal string; the digits are the currency's, the marks the locale's. */
export function formatMoney(price: string, currency: string, locale: string): string {
  return currencyFormat(currency, locale).format(Number(price))
}

/** How many digits the currency's smallest unit takes: 2 of the pound, 0 of the yen, 3 of the dinar. */
export function currencyDigits(currency: string): number {
  return currencyFormat(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2
}

/** The decimal string as machines and forms get it, in the currency's own digits: "50.00", "1500". */
export function plainAmount(price: string, currency: string): string {
  return Number(price).toFixed(currencyDigits(currency))
}

/**
 * An amount as people write it ("£42", "1.500,50 €", "1 500"), as the decimal string that is stored;
 * null when it is none in this currency: another currency's sign, or digits that it does not have.
 */
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

/** The last mark, unless it is a comma ahead of three digits, of which the currency has no use: "1,500". */
function decimalMark(amount: string, digits: number): '.' | ',' | null {
  const last = Math.max(amount.lastIndexOf('.'), amount.lastIndexOf(','))
  if (last === -1) return null
  const mark = amount[last] as '.' | ','
  const isRepeated = amount.indexOf(mark) !== last
  const isGroup = mark === ',' && amount.length - last === 4 && digits !== 3
  return isRepeated || isGroup ? null : mark
}

/** Of so many places together; what a price column holds is exact as a number. */
export function priceOfPlaces(
  { price }: { price: string },
  places: number,
  currency: string
): string {
  return plainAmount(String(Number(price) * places), currency)
}
