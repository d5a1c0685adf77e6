import type { DateTime } from 'luxon'
import { dayMoment } from '#formats/times/month_grid'
import { formatDateOnly } from '#formats/times/times'
import { listFormat } from '#formats/words/intl'
import type BookingLink from '#models/links/booking_link'
import { REVIEW } from '#models/links/link_step'
import type { PageReader } from '#pages/reader'
import { dateAt } from '#scheduling/time/zones'

export interface LinkStanding {
  /** The kind of `.status`. */
  mark: 'good' | 'wait' | 'draft' | 'off'
  words: string
}

interface At {
  timeZone: string
  now: DateTime
}

/** Needs its service loaded. */
export function linkStanding(
  link: BookingLink,
  { timeZone, now }: At,
  { t, locale }: PageReader
): LinkStanding {
  const state = link.stateOn(dateAt(timeZone, now.toMillis()))
  const words = (key: string, values?: object) => t(`owner.links.state.${key}`, { ...values })
  const last = link.bookableUntil && formatDateOnly(dayMoment(link.bookableUntil), 'UTC', locale)
  switch (state) {
    case 'draft':
      return { mark: 'draft', words: words(state, { left: REVIEW + 1 - Number(link.draftStep) }) }
    case 'off': {
      const day = link.switchedOffAt && formatDateOnly(link.switchedOffAt, timeZone, locale)
      return { mark: 'off', words: day ? words('off_since', { day }) : words(state) }
    }
    case 'over':
      return { mark: 'off', words: words(state, { day: last }) }
    default:
      if (!link.service.isActive) return { mark: 'wait', words: words('service_off') }
      return { mark: 'good', words: words(state, { day: last }) }
  }
}

/** Needs its hosts loaded. */
export function withWhom({ hosts }: BookingLink, { t, language }: PageReader): string {
  if (hosts.length === 0) return t('owner.links.everyone')
  return listFormat(language).format(hosts.map(({ name }) => name))
}
