import { DateTime } from 'luxon'
import { partsOf, type Period } from '#formats/times/periods'
import { formatDateOnly, formatMonth, formatShortDay, zoneCity } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import { numberWriter, visitsAddressed } from '#pages/owner/numbers/number_writer'
import type { PageReader } from '#pages/reader'
import type { CountedNames } from '#queries/numbers/counted_names'
import { VISIT_REACHES, type VisitFilters, type VisitRows } from '#queries/numbers/visit_rows'

interface Counted {
  period: Period
  filters: VisitFilters
  rows: VisitRows
  names: CountedNames
}

/** What is narrowed to is not offered as a row once more. */
export function visitsPage(counted: Counted, reader: PageReader) {
  const { period, filters, rows } = counted
  const { t, locale } = reader
  const zone = period.from.zoneName ?? 'UTC'
  const last = period.until.minus({ hours: 1 })
  const dates = { from: period.from.toISODate(), until: last.toISODate() }
  const at = (wanted: VisitFilters) =>
    addressOf('owner.visits.index', {}, { query: { ...visitsAddressed(wanted), ...dates } })
  return {
    note: t('owner.numbers.visits.note', {
      ...{ reach: filters.reach, count: rows.all },
      from: formatDateOnly(period.from, zone, locale),
      last: formatDateOnly(last, zone, locale),
    }),
    numbersAt: addressOf('owner.numbers.show', {}, { query: dates }),
    reaches: VISIT_REACHES.map((name) => ({
      ...{ name, isHere: name === filters.reach },
      href: at({ ...filters, reach: name }),
    })),
    of: narrowedTo(counted, reader).map(({ without, ...one }) => ({
      ...one,
      href: at({ ...filters, ...without }),
    })),
    isEmpty: rows.all === 0,
    city: zoneCity(zone),
    unit: period.unit,
    ...tablesOf(counted, reader),
  }
}

function narrowedTo({ filters, names }: Counted, { t }: PageReader) {
  const { door, serviceId, origin } = filters
  const named = (list: CountedNames['links'], id: number) =>
    list.find((one) => one.id === id)?.name ?? null
  const doorName =
    typeof door === 'number' ? named(names.links, door) : t(`owner.numbers.door.${door}`)
  return [
    ...(door === undefined ? [] : [{ kind: 'door', name: doorName, without: { door: undefined } }]),
    ...(serviceId === undefined
      ? []
      : [
          {
            ...{ kind: 'service', name: named(names.services, serviceId) },
            without: { serviceId: undefined },
          },
        ]),
    ...(origin === undefined
      ? []
      : [{ kind: 'origin', name: originName(origin, t), without: { origin: undefined } }]),
  ]
}

function originName(
  { source, campaign }: { source: string | null; campaign: string | null },
  t: PageReader['t']
): string {
  return [source ?? t('owner.numbers.source.none'), campaign].filter(Boolean).join(', ')
}

function tablesOf({ period, filters, rows, names }: Counted, { t, locale }: PageReader) {
  const write = numberWriter(period, locale)
  const visits = (value: number, narrower: Partial<VisitFilters>, isNarrowed: boolean) =>
    isNarrowed ? write.plain(value) : write.ofVisits(value, { ...filters, ...narrower })
  const services = names.services.flatMap(({ id, name }) => {
    const counted = rows.services.find((row) => row.id === id)?.visits ?? 0
    const shown = visits(counted, { serviceId: id }, filters.serviceId !== undefined)
    return counted === 0 ? [] : [{ name, visits: shown }]
  })
  return {
    days: datesOf({ period, filters, rows }, write, locale),
    doors: doorsOf(rows, names, t).map(({ name, door, visits: value }) => ({
      ...{ name, visits: visits(value, { door }, filters.door !== undefined) },
    })),
    sources: rows.sources.map(({ visits: value, ...origin }) => ({
      name: originName(origin, t),
      visits: visits(value, { origin }, filters.origin !== undefined),
    })),
    services,
  }
}

/** Months lead to their days. */
function datesOf(
  { period, filters, rows }: Omit<Counted, 'names'>,
  write: ReturnType<typeof numberWriter>,
  locale: string
) {
  const zone = period.from.zoneName ?? 'UTC'
  if (period.unit === 'week') {
    return rows.days.map(({ day, visits }) => ({
      name: formatShortDay(DateTime.fromISO(day, { zone }).set({ hour: 12 }), zone, locale),
      visits: write.plain(visits),
    }))
  }
  return partsOf(period, 1)
    .toReversed()
    .flatMap((part) => {
      const [first, last] = [part.from.toISODate() ?? '', part.last.toISODate() ?? '']
      const value = rows.days
        .filter(({ day }) => day >= first && day <= last)
        .reduce((sum, { visits }) => sum + visits, 0)
      if (value === 0) return []
      return {
        name: formatMonth(part.from, zone, locale),
        visits: write.ofVisits(value, filters, part),
      }
    })
}

/** A one-time link may stand under a booking link. */
function doorsOf({ doors }: VisitRows, { links }: CountedNames, t: PageReader['t']) {
  const sum = (isMeant: (door: VisitRows['doors'][number]) => boolean) =>
    doors.filter(isMeant).reduce((all, { visits }) => all + visits, 0)
  return [
    {
      ...{ name: t('owner.numbers.door.page'), door: 'page' as const },
      visits: sum(({ linkId, isOneTime }) => linkId === null && !isOneTime),
    },
    ...links.map(({ id, name }) => ({
      ...{ name, door: id },
      visits: sum(({ linkId }) => linkId === id),
    })),
    {
      ...{ name: t('owner.numbers.door.one_time'), door: 'one_time' as const },
      visits: sum(({ linkId, isOneTime }) => linkId === null && isOneTime),
    },
  ].filter(({ visits }) => visits > 0)
}
