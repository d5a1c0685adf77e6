import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import type { DateTime } from 'luxon'
import { type BookingTerms, bookingTerms } from '#formats/bookings/booking_terms'
import { formatLength } from '#formats/times/lengths'
import { formatLocale } from '#formats/words/locales'
import * as times from '#formats/times/times'
import type { LetterTime } from '#mails/letter'
import type { Occasion } from '#mails/occasion'
import type Booking from '#models/bookings/booking'

type Values = Record<string, string>

/** The language, zone and format of times in one mail. */
export class Reader {
  readonly i18n: I18n
  readonly locale: string
  readonly timeZone: string

  constructor(private occasion: Occasion) {
    const { booking, staff } = occasion
    const { business, host } = booking
    const own = staff ? business.locale : booking.clientLocale
    const catalogue = i18nManager.getSupportedLocaleFor([own]) ?? i18nManager.defaultLocale
    this.i18n = i18nManager.locale(catalogue)
    this.locale = formatLocale([own], catalogue, business.locale)
    const staffZone = host.userId === staff?.id ? host.timeZone : business.timeZone
    this.timeZone = staff ? staffZone : booking.clientTimeZone
  }

  get isStaff(): boolean {
    return this.occasion.staff !== null
  }

  get isOfNewBusiness(): boolean {
    const { booking, now } = this.occasion
    return booking.business.isNewAt(now)
  }

  t(key: string, values?: Values): string {
    return this.i18n.t(`mails.${key}`, values)
  }

  /** "Thu 15 Jan 09:30 GMT", for subjects. */
  stamp(moment = this.occasion.booking.startsAt): string {
    return times.formatStamp(moment, this.timeZone, this.locale)
  }

  moment(moment: DateTime): string {
    return times.formatMoment(moment, this.timeZone, this.locale)
  }

  day(moment = this.occasion.booking.startsAt): string {
    return times.formatDay(moment, this.timeZone, this.locale)
  }

  range(startsAt: DateTime, endsAt: DateTime): string {
    return times.formatRange(startsAt, endsAt, this.timeZone, this.locale)
  }

  /** "Thursday 15 January, 09:30 – 10:30". */
  span({ startsAt, endsAt }: { startsAt: DateTime; endsAt: DateTime }): string {
    const day = times.formatDay(startsAt, this.timeZone, this.locale)
    return `${day}, ${this.range(startsAt, endsAt)}`
  }

  zone(moment: DateTime, timeZone = this.timeZone): string {
    return this.t('time.zone', {
      city: times.zoneCity(timeZone),
      offset: times.zoneOffset(moment, timeZone),
    })
  }

  time(): LetterTime {
    const { startsAt, endsAt } = this.occasion.booking
    const { timeZone, locale } = this
    const days = [startsAt, endsAt].map((moment) => times.formatDate(moment, timeZone, locale))
    return {
      date: [...new Set(days)].join(' – '),
      from: times.formatTime(startsAt, timeZone, locale),
      to: times.formatTime(endsAt, timeZone, locale),
      length: formatLength(endsAt.diff(startsAt, 'minutes').minutes, locale),
      zone: this.zone(startsAt),
      elsewhere: this.elsewhere(),
    }
  }

  terms(booking: Booking): BookingTerms {
    return bookingTerms(booking.toldTerms(this.occasion.now), this.words)
  }

  termsOfDates(): BookingTerms {
    const { booking, dates = [booking], now } = this.occasion
    const price = dates.reduce((sum, each) => sum + Number(each.price), 0)
    const told = { ...booking.toldTerms(now), dates: dates.length, price: String(price) }
    return bookingTerms(told, this.words)
  }

  private get words() {
    const { i18n, timeZone, locale } = this
    return { t: (key: string, values?: object) => i18n.t(key, { ...values }), timeZone, locale }
  }

  private elsewhere(): string | null {
    const { booking, staff } = this.occasion
    const { startsAt, endsAt, business } = booking
    const zone = staff ? booking.clientTimeZone : business.timeZone
    if (startsAt.setZone(zone).offset === startsAt.setZone(this.timeZone).offset) return null

    const range = times.formatRange(startsAt, endsAt, zone, this.locale)
    const day = times.formatShortDay(startsAt, zone, this.locale)
    const isSameDay = day === times.formatShortDay(startsAt, this.timeZone, this.locale)
    // Nobody comes to the business for a call.
    const ofBusiness = booking.service.locationType === 'in_person' ? 'at' : 'for'
    return this.t(staff ? 'time.for_client' : `time.${ofBusiness}_business`, {
      range: isSameDay ? range : `${day}, ${range}`,
      zone: this.zone(startsAt, zone),
      client: booking.clientName,
      business: business.name,
    })
  }
}
