import { formatMoney } from '#formats/bookings/money'
import type { Period } from '#formats/times/periods'
import { formatFigure, formatShare } from '#formats/words/figures'
import { withQuery } from '#formats/pages/addresses'
import { addressOf } from '#pages/address_of'
import type { VisitFilters } from '#queries/numbers/visit_rows'

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
  /** A weekday, 0 for Sunday, and an hour. */
  hour?: string
  /** A part of the period; its last day is included. */
  part?: Part
}

interface Part {
  from: Period['from']
  last: Period['from']
}

export type NumberWriter = ReturnType<typeof numberWriter>

export function numberWriter({ from, until }: Period, locale: string) {
  const whole = { from, last: until.minus({ hours: 1 }) }
  const plain = (value: number): WrittenNumber => ({ value, text: formatFigure(value, locale) })
  const datesOf = (part: Part) => ({ from: part.from.toISODate(), until: part.last.toISODate() })
  const [bookingsAt, visitsAt] = ['owner.bookings.index', 'owner.visits.index'].map((route) =>
    addressOf(route)
  )
  const withRows = (written: WrittenNumber, { part = whole, ...rows }: Rows): WrittenNumber => {
    if (written.value === 0) return written
    const query = { ...rows, ...datesOf(part) }
    return { ...written, href: withQuery(bookingsAt, query) }
  }
  /** With the same count in parts. */
  const ofVisits = (value: number, filters: VisitFilters, part: Part = whole): WrittenNumber => {
    if (value === 0) return plain(value)
    const query = { ...visitsAddressed(filters), ...datesOf(part) }
    return { ...plain(value), href: withQuery(visitsAt, query) }
  }
  return {
    plain,
    ofVisits,
    /** With the bookings that are counted. */
    ofBookings: (value: number, rows: Rows) => withRows(plain(value), rows),
    /** With the bookings whose prices are added up. */
    ofMoney: (value: number, currency: string, rows: Rows) =>
      withRows({ value, text: formatMoney(String(value), currency, locale) }, rows),
    rate: (
      { page, booked }: { page: number; booked: number },
      filters: Omit<VisitFilters, 'reach'> = {}
    ) => ({
      visits: ofVisits(page, { ...filters, reach: 'page' }),
      booked: ofVisits(booked, { ...filters, reach: 'booked' }),
      rate: formatShare(booked, page, locale),
    }),
  }
}

/** What an address says of visits. */
export function visitsAddressed({ reach, serviceId, door, origin }: VisitFilters) {
  return {
    ...{ reach, door, service: serviceId },
    ...(origin && { campaign: origin.campaign }),
    ...(origin && (origin.source === null ? { direct: 1 } : { source: origin.source })),
  }
}
