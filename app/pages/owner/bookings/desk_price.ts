import type { I18n } from '@adonisjs/i18n'
import { formatMoney, priceOfPlaces } from '#formats/bookings/money'
import { isFreePrice, priceOfLength } from '#formats/bookings/prices'
import type Booking from '#models/bookings/booking'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'

interface Priced {
  business: Business
  service: Service
  /** The one that moves keeps its price. */
  booking: Booking | null
  minutes: number
  places: number
  i18n: I18n
  locale: string
}

/** "£50.00", or "3 places at £18.00, £54.00 in all". */
export function deskPrice({ business, service, booking, minutes, places, ...reader }: Priced) {
  const { i18n, locale } = reader
  const each = priceOfLength(service, minutes)
  const currency = booking?.currency ?? business.currency
  const all = booking?.price ?? priceOfPlaces(each, places, currency)
  if (isFreePrice(all)) return i18n.t('owner.services.free')
  const total = formatMoney(all, currency, locale)
  if (booking || places === 1) return total
  return i18n.t('owner.bookings.desk.price_of_places', {
    ...{ places, total, each: formatMoney(each, currency, locale) },
  })
}
