import { formatMoney } from '#formats/bookings/money'
import { MOST_NAMED } from '#formats/times/lengths'
import { allLengths, type Lengths } from '#scheduling/rules/lengths'

/** Prices are decimal strings. */
export interface Priced {
  price: string
  /** By their minutes, of the lengths that cost something else. */
  lengthPrices: Readonly<Record<string, string>>
}

export function priceOfLength({ price, lengthPrices }: Priced, minutes: number): string {
  return lengthPrices[minutes] ?? price
}

export function isFreePrice(price: string): boolean {
  return Number(price) === 0
}

/** "£28.00 / £50.00", in the order of the lengths beside them; of many only the lowest and the highest. */
export function formatPrices(
  service: Priced & Lengths,
  { currency, free }: { currency: string; free: string },
  locale: string
): string {
  const prices = allLengths(service)
    .toSorted((one, other) => one - other)
    .map((minutes) => priceOfLength(service, minutes))
  const words = (price: string) =>
    isFreePrice(price) ? free : formatMoney(price, currency, locale)
  const amounts = [...new Set(prices.map(Number))]
  if (amounts.length === 1) return words(prices[0])
  if (prices.length <= MOST_NAMED) return prices.map(words).join(' / ')
  const inOrder = prices.toSorted((one, other) => Number(one) - Number(other))
  return `${words(inOrder[0])} – ${words(inOrder[inOrder.length - 1])}`
}

/** What it costs at least, where room is scarce: "from £28.00"; "£28.00" where every length costs that. */
export function formatPriceFrom(
  service: Priced & Lengths,
  { from, ...words }: { currency: string; free: string; from: (price: string) => string },
  locale: string
): string {
  const amounts = allLengths(service).map((minutes) => priceOfLength(service, minutes))
  const lowest = amounts.toSorted((one, other) => Number(one) - Number(other))[0]
  const isOnePrice = new Set(amounts.map(Number)).size === 1
  if (isOnePrice || isFreePrice(lowest)) return formatPrices(service, words, locale)
  return from(formatMoney(lowest, words.currency, locale))
}
