import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'
import type { PageReader } from '#pages/reader'
import type { BookedInside } from '#queries/availability/booked_inside'

export interface InsideRow {
  id: number
  start: number
  end: number
  who: string
  what: string
  href: string
  isWaiting: boolean
}

export function insideRows(
  inside: readonly BookedInside[],
  hosts: readonly Host[],
  reader: PageReader
): InsideRow[] {
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  const list = new Intl.ListFormat(reader.locale)
  return inside.map((one) => ({
    ...{ id: one.id, start: one.start, end: one.end },
    who: one.clientName ?? one.serviceName,
    what: whatInWords(one, list.format(one.hostIds.map((id) => names.get(id) ?? '')), reader),
    href: hrefOf(one),
    isWaiting: one.kind === 'move' || one.isWaiting,
  }))
}

function whatInWords(one: BookedInside, hosts: string, { t }: PageReader): string {
  const { kind, isWaiting, serviceName: service, people: count } = one
  if (kind === 'session') return t('owner.availability.blocks.inside.session', { hosts, count })
  if (kind === 'move') return t('owner.availability.blocks.inside.move', { service, hosts })
  return isWaiting
    ? t('owner.availability.blocks.inside.waiting', { service, hosts })
    : t('owner.common.service_with_host', { service, host: hosts })
}

function hrefOf({ kind, id, isWaiting }: BookedInside): string {
  if (kind === 'session') return addressOf('owner.group_sessions.show', { id })
  if (kind === 'move') return addressOf('owner.move_requests.show', { id })
  return addressOf(isWaiting ? 'owner.requests.show' : 'owner.bookings.show', { id })
}
