import type { NumberWriter } from '#pages/owner/numbers/number_writer'
import type { Numbers } from '#queries/numbers/load_numbers'

type Worth = Numbers['bookings']['people'][number]

/** The currency that most bookings are in comes first; those in which all was free are left out. */
export function currenciesOf({ bookings: { services } }: Numbers): string[] {
  const held = new Map<string, number>()
  for (const each of services) {
    if (each.value > 0) held.set(each.currency, (held.get(each.currency) ?? 0) + each.held)
  }
  return [...held.keys()].toSorted(
    (one, other) => (held.get(other) ?? 0) - (held.get(one) ?? 0) || one.localeCompare(other)
  )
}

/** A row for each service, or person, and currency, also where all was free: they add up to all. */
export function worthBy(
  kind: 'service' | 'host',
  { bookings, names }: Numbers,
  currencies: readonly string[],
  write: NumberWriter
) {
  const [rows, named] =
    kind === 'service' ? [bookings.services, names.services] : [bookings.people, names.people]
  return currencies.flatMap((currency) => {
    const ofOne = rows.filter((row) => row.currency === currency && row.held > 0)
    const most = Math.max(...ofOne.map(({ value }) => value))
    return named.flatMap(({ id, name }) => {
      const row = ofOne.find((each) => each.id === id)
      if (!row) return []
      const rowsOf = { [kind]: id, currency: currencyBeside(currencies, currency) }
      return { name, ...worthOf(row, rowsOf, write), width: widthOf(row.value, most) }
    })
  })
}

/** Of all that is held within the period, a row for each currency. */
export function worthOfAll(
  { bookings: { services } }: Numbers,
  currencies: readonly string[],
  write: NumberWriter
) {
  return currencies.map((currency) => {
    const ofOne = services.filter((row) => row.currency === currency)
    const sum = (name: 'held' | 'value' | 'completedValue' | 'missedValue') =>
      ofOne.reduce((all, row) => all + row[name], 0)
    const row = {
      ...{ currency, held: sum('held'), value: sum('value') },
      ...{ completedValue: sum('completedValue'), missedValue: sum('missedValue') },
    }
    return worthOf(row, { currency: currencyBeside(currencies, currency) }, write)
  })
}

/** An address names it only where there are others. */
export function currencyBeside(all: readonly string[], currency: string): string | undefined {
  return all.length > 1 ? currency : undefined
}

function worthOf(
  { currency, held, value, completedValue, missedValue }: Omit<Worth, 'id'>,
  rows: { service?: number; host?: number; currency?: string },
  write: NumberWriter
) {
  return {
    currency,
    held: write.ofBookings(held, { status: 'held', ...rows }),
    value: write.ofMoney(value, currency, { status: 'held', ...rows }),
    completedValue: write.ofMoney(completedValue, currency, { status: 'completed', ...rows }),
    missedValue: write.ofMoney(missedValue, currency, { status: 'no_show', ...rows }),
  }
}

function widthOf(part: number, most: number): number {
  return most === 0 ? 0 : Math.round((1000 * part) / most) / 10
}
