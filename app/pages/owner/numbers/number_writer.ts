import { formatMoney } from '#formats/bookings/money'
import type { Period } from '#formats/times/periods'
import { formatFigure, formatShare } from '#formats/words/figures'
import { addressOf } from '#pages/address_of'

/** A number as it is written, and where its rows are, if anywhere. */
export interface WrittenNumber {
  value: number
  text: string
  href?: string
}

interface Rows {
  status: 'held' | 'pending' | 'cancelled' | 'completed' | 'no_show'
  service?: number
  host?: number
  /** Of several that there are. */
  currency?: string
  /** A part of the period; its last day is included. */
  part?: { from: Period['from']; last: Period['from'] }
}

export type NumberWriter = ReturnType<typeof numberWriter>

export function numberWriter({ from, until }: Period, locale: string) {
  const whole = { from, last: until.minus({ hours: 1 }) }
  const plain = (value: number): WrittenNumber => ({ value, text: formatFigure(value, locale) })
  const withRows = (written: WrittenNumber, { part = whole, ...rows }: Rows): WrittenNumber => {
    if (written.value === 0) return written
    const dates = { from: part.from.toISODate(), until: part.last.toISODate() }
    const query = { ...rows, ...dates }
    return { ...written, href: addressOf('owner.bookings.index', {}, { query }) }
  }
  return {
    plain,
    /** With the bookings that are counted. */
    ofBookings: (value: number, rows: Rows) => withRows(plain(value), rows),
    /** With the bookings whose prices are added up. */
    ofMoney: (value: number, currency: string, rows: Rows) =>
      withRows({ value, text: formatMoney(String(value), currency, locale) }, rows),
    rate: ({ page, booked }: { page: number; booked: number }) => ({
      visits: plain(page),
      booked: plain(booked),
      rate: formatShare(booked, page, locale),
    }),
  }
}
