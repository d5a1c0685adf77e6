import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { pagePath, timesPath } from '#formats/pages/addresses'
import { formatFigure, formatShare } from '#formats/words/figures'
import type BookingLink from '#models/links/booking_link'
import type Business from '#models/settings/business'
import { linkStanding, withWhom } from '#pages/owner/links/link_standing'
import { oneTimeRows } from '#pages/owner/links/one_time_rows'
import type { PageReader } from '#pages/reader'
import { linkList } from '#queries/links/link_list'
import { oneTimeList } from '#queries/links/one_time_list'
import { type DoorNumbers, doorNumbers } from '#queries/numbers/door_numbers'

/** Views and bookings of these last weeks stand in the list. */
export const COUNTED_WEEKS = 12

const FEW_ONE_TIME = 5

export async function linksPage(business: Business, now: DateTime, reader: PageReader) {
  const links = await linkList(business.id)
  const doors = await doorNumbers(business.id, now.minus({ weeks: COUNTED_WEEKS }).toMillis())
  const oneTimes = await oneTimeList(business.id, { page: 1, perPage: FEW_ONE_TIME })
  const at = { timeZone: business.timeZone, now }
  const on = links.filter((link) => linkStanding(link, at, reader).mark === 'good').length
  return {
    on: on + Number(business.settings.isActive),
    page: {
      address: addressWithout(appUrl + pagePath(business)),
      figures: figuresOf(null, doors, reader),
    },
    rows: links.map((link) => ({
      ...{ id: link.id, name: link.name },
      what: `${link.service.name}, ${withWhom(link, reader)}`,
      standing: linkStanding(link, at, reader),
      address: linkAddress(business, link),
      figures: link.draftStep === null ? figuresOf(link.id, doors, reader) : null,
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

function figuresOf(linkId: number | null, doors: readonly DoorNumbers[], { locale }: PageReader) {
  const { visits = 0, booked = 0 } = doors.find((door) => door.linkId === linkId) ?? {}
  return {
    views: formatFigure(visits, locale),
    bookings: formatFigure(booked, locale),
    share: formatShare(booked, visits, locale),
  }
}
