import type { DateTime } from 'luxon'
import type BookingLink from '#models/links/booking_link'
import { linkVersion } from '#models/links/link_content'
import type Business from '#models/settings/business'
import { linkReview } from '#pages/owner/links/link_review'
import { linkStanding } from '#pages/owner/links/link_standing'
import { REVIEW, stepLine } from '#models/links/link_step'
import { linkAddress } from '#pages/owner/links/links_page'
import type { PageReader } from '#pages/reader'
import { nextLinkTimes } from '#queries/availability/next_link_times'

const SHOWN_TIMES = 5

export async function linkPage(
  link: BookingLink,
  business: Business,
  now: DateTime,
  reader: PageReader
) {
  const { service } = link
  const asked = { link, service, business, now: now.toMillis(), count: SHOWN_TIMES }
  const names = new Map(service.hosts.map(({ id, name }) => [id, name]))
  const slots = service.isActive ? await nextLinkTimes(asked) : []
  return {
    link,
    standing: linkStanding(link, { timeZone: business.timeZone, now }, reader),
    address: linkAddress(business, link),
    version: linkVersion(link),
    parts: linkReview(link, business, reader),
    steps: link.draftStep === null ? null : stepLine(null, REVIEW),
    times: slots.map(({ start, end, hostIds, seatsLeft }) => ({
      ...{ start, end },
      hosts: hostIds.map((id) => names.get(id) ?? ''),
      places: service.isShared ? seatsLeft : null,
    })),
  }
}
