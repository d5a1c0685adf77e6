import type { Translate } from '#formats/bookings/booking_terms'

export interface PageReader {
  t: Translate
  language: string
  /** What dates, times and prices are written in. */
  locale: string
}
