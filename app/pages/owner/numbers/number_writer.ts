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
  status: 'held' | 'cancelled' | 'no_show'
  service?: number
  /** A part of the period; its last day is included. */
  part?: { from: Period['from']; last: Period['from'] }
}

export type NumberWriter = ReturnType<typeof numberWriter>

export function numberWriter({ from, until }: Period, locale: string) {
  const whole = { from, last: until.minus({ hours: 1 }) }
  const plain = (value: number): WrittenNumber => ({ value, text: formatFigure(value, locale) })
  return {
    plain,
    /** With the bookings that are counted. */
    ofBookings(value: number, { status, service, part = whole }: Rows): WrittenNumber {
      if (value === 0) return plain(value)
      const dates = { from: part.from.toISODate(), until: part.last.toISODate() }
      const query = { status, ...dates, service }
      return { ...plain(value), href: addressOf('owner.bookings.index', {}, { query }) }
    },
    rate: ({ page, booked }: { page: number; booked: number }) => ({
      visits: plain(page),
      booked: plain(booked),
      rate: formatShare(booked, page, locale),
    }),
  }
}
