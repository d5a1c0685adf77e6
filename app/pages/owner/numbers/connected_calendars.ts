import features from '#config/features'
import { withQuery } from '#formats/pages/addresses'
import { addressOf } from '#pages/address_of'
import type { NumberWriter, WrittenNumber } from '#pages/owner/numbers/number_writer'
import type { PageReader } from '#pages/reader'
import type { CalendarNumbers } from '#queries/numbers/counted_names'

/** By provider, each number with the connections that are counted; null where nobody may connect any. */
export function connectedCalendars(
  { people, connected, providers }: CalendarNumbers,
  { plain }: NumberWriter,
  { t }: Pick<PageReader, 't'>
) {
  if (!features.calendars) return null
  const at = addressOf('owner.calendar_connections.index')
  const withRows = (value: number, query: Record<string, string>): WrittenNumber =>
    value === 0 ? plain(value) : { ...plain(value), href: withQuery(at, query) }
  const rows = providers.map(({ provider, connections, inNeed }) => ({
    name: t(`owner.calendars.provider.${provider}`),
    connections: withRows(connections, { provider }),
    inNeed: withRows(inNeed, { provider, state: 'in_need' }),
  }))
  return { people, connected, address: at, rows }
}
