import { formatMoney } from '#formats/bookings/money'
import { formatFigure } from '#formats/words/figures'
import { listFormat } from '#formats/words/intl'
import type { WrittenNumber } from '#pages/owner/numbers/number_writer'
import { addressOf } from '#pages/address_of'
import type { Numbers } from '#queries/numbers/load_numbers'

/** What is confirmed from now on, whichever period is shown. */
export function comingFigure({ bookings: { coming } }: Numbers, locale: string) {
  const value = coming.reduce((sum, { held }) => sum + held, 0)
  const priced = coming.filter((each) => each.value > 0)
  const amounts = priced.map((each) => formatMoney(String(each.value), each.currency, locale))
  const query = { view: 'coming', status: 'approved' }
  const count: WrittenNumber = {
    ...{ value, text: formatFigure(value, locale) },
    ...(value > 0 && { href: addressOf('owner.bookings.index', {}, { query }) }),
  }
  return { count, amounts: listFormat(locale).format(amounts) }
}
