import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { addressOf } from '#pages/address_of'
import { pagePath, timesPath } from '#formats/pages/addresses'
import { formatFigure, formatShare } from '#formats/words/figures'
import type BookingLink from '#models/links/booking_link'
import type Business from '#models/settings/business'
import { linkVersion } from '#models/links/link_content'
import { linkStanding, withWhom } from '#pages/owner/links/link_standing'
import { oneTimeRows } from '#pages/owner/links/one_time_rows'
import type { PageReader } from '#pages/reader'
import { linkList } from '#queries/links/link_list'
import type { VisitReach } from '#queries/numbers/visit_rows'
import { oneTimeList } from '#queries/links/one_time_list'
import { type DoorNumbers, doorNumbers } from '#queries/numbers/door_numbers'

/** Views and bookings of these last weeks stand in the list. */
export const COUNTED_WEEKS = 12

const FEW_ONE_TIME = 5

export async function linksPage(
  { business, isInCharge: seesVisits }: { business: Business; isInCharge: boolean },
  now: DateTime,
  reader: PageReader
) {
  const links = await linkList(business.id)
  const today = now.setZone(business.timeZone).startOf('day')
  const since = today.minus({ weeks: COUNTED_WEEKS })
  const days = { from: since.toISODate(), until: today.toISODate() }
  const read = { doors: await doorNumbers(business.id, since.toMillis()), reader, days, seesVisits }
  const oneTimes = await oneTimeList(business.id, { page: 1, perPage: FEW_ONE_TIME })
  const at = { timeZone: business.timeZone, now }
  const on = links.filter((link) => linkStanding(link, at, reader).mark === 'good').length
  return {
    on: on + Number(business.settings.isActive),
    page: {
      address: addressWithout(appUrl + pagePath(business)),
      figures: figuresOf(null, read),
    },
    rows: links.map((link) => ({
      ...{ id: link.id, name: link.name, version: linkVersion(link) },
      switch: link.draftStep === null ? (link.isActive ? 'off' : 'on') : null,
      what: `${link.service.name}, ${withWhom(link, reader)}`,
      standing: linkStanding(link, at, reader),
      address: linkAddress(business, link),
      figures: link.draftStep === null ? figuresOf(link, read) : null,
    })),
    oneTimes: oneTimeRows(oneTimes.rows, at, reader),
    oneTimeCount: oneTimes.total,
    weeks: COUNTED_WEEKS,
  }
}

export function linkAddress(business: Business, link: BookingLink) {
  return addressWithout(appUrl + timesPath(business, { slug: '', link }))
}

/** Its beginning says nothing to anybody, and is copied all the same. */
function addressWithout(whole: string) {
  const [, protocol, rest] = /^(https?:\/\/)(.*)$/.exec(whole) ?? ['', '', whole]
  return { protocol, rest }
}

interface Read {
  doors: readonly DoorNumbers[]
  reader: PageReader
  /** The days of the views, as addresses say them. */
  days: { from: string | null; until: string | null }
  seesVisits: boolean
}

/** Bookings of a link are all that came by it; views and the share leave out what no person looked at. */
function figuresOf(
  link: BookingLink | null,
  { doors, reader: { locale }, days, seesVisits }: Read
) {
  const id = link?.id ?? null
  const { visits = 0, booked = 0 } = doors.find((door) => door.linkId === id) ?? {}
  const visitsTo = (count: number, reach: VisitReach) => ({
    text: formatFigure(count, locale),
    href:
      seesVisits && count > 0
        ? addressOf('owner.visits.index', {}, { query: { reach, door: id ?? 'page', ...days } })
        : null,
  })
  return {
    views: visitsTo(visits, 'page'),
    bookings: link ? bookedThrough(link, locale) : visitsTo(booked, 'booked'),
    share: formatShare(booked, visits, locale),
  }
}

function bookedThrough(link: BookingLink, locale: string) {
  const count = Number(link.$extras.bookings_count)
  const query = { view: 'all', link: link.id }
  return {
    text: formatFigure(count, locale),
    href: count > 0 ? addressOf('owner.bookings.index', {}, { query }) : null,
  }
}
