import type { Translate } from '#formats/bookings/booking_terms'

/** For whom a page is written. */
export interface PageReader {
  t: Translate
  /** Of its words. */
  language: string
  /** What dates, times and prices are written in. */
  locale: string
}
