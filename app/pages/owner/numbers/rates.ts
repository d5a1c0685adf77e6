import { NO_BOOKINGS, sumOf } from '#pages/owner/numbers/booking_counts'
import type { NumberWriter } from '#pages/owner/numbers/number_writer'
import { reachedBy } from '#pages/owner/numbers/reach'
import type { PageReader } from '#pages/reader'
import type { Numbers } from '#queries/numbers/load_numbers'
import type { VisitNumbers } from '#queries/numbers/visit_numbers'

type Translate = PageReader['t']

/** The booking page first, then each link that was looked at, and all one-time links together. */
export function ratesByDoor({ visits, names }: Numbers, write: NumberWriter, t: Translate) {
  const through = (isMeant: (door: VisitNumbers['doors'][number]) => boolean) =>
    reachedBy(visits.doors.filter(isMeant))
  const page = through(({ linkId, isOneTime }) => linkId === null && !isOneTime)
  const oneTime = through(({ linkId, isOneTime }) => linkId === null && isOneTime)
  const links = names.links.map(({ id, name }) => ({
    ...{ name, door: id },
    reached: through(({ linkId }) => linkId === id),
  }))
  const oneTimes = {
    name: t('owner.numbers.door.one_time'),
    door: 'one_time' as const,
    reached: oneTime,
  }
  return [
    { name: t('owner.numbers.door.page'), door: 'page' as const, reached: page },
    ...[...links, oneTimes].filter(({ reached }) => reached.page > 0),
  ].map(({ name, door, reached }) => ({ name, ...write.rate(reached, { door }) }))
}

/** The services that were looked at or booked. */
export function ratesByService({ visits, bookings, names }: Numbers, write: NumberWriter) {
  return names.services.flatMap(({ id: service, name }) => {
    const reached = reachedBy(visits.services.filter(({ id }) => id === service))
    const counts = bookings.services.filter(({ id }) => id === service).reduce(sumOf, NO_BOOKINGS)
    if (reached.page + counts.held + counts.cancelled === 0) return []
    return {
      name,
      ...write.rate(reached, { serviceId: service }),
      noTimes: write.ofVisits(reached.noTimes, { reach: 'noTimes', serviceId: service }),
      held: write.ofBookings(counts.held, { status: 'held', service }),
      missed: write.ofBookings(counts.missed, { status: 'no_show', service }),
      cancelled: write.ofBookings(counts.cancelled, { status: 'cancelled', service }),
    }
  })
}

export function ratesBySource({ visits }: Numbers, write: NumberWriter, t: Translate) {
  return visits.sources.map(({ source, campaign, visits: page, booked }) => ({
    name: source ?? t('owner.numbers.source.none'),
    campaign,
    ...write.rate({ page, booked }, { origin: { source, campaign } }),
  }))
}
