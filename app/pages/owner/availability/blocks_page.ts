import { choosable } from '#models/availability/host'
import type Business from '#models/settings/business'
import { blockRows } from '#pages/owner/availability/block_rows'
import type { PageReader } from '#pages/reader'
import { comingBlocks } from '#queries/availability/coming_blocks'
import { dateAt } from '#scheduling/time/zones'
import type { Instant } from '#scheduling/types'

const PER_PAGE = 25

interface BlocksQuery {
  hostId: number | null
  page: number
  now: Instant
}

/** Null where the host is none of theirs. */
export async function blocksPage(business: Business, query: BlocksQuery, reader: PageReader) {
  const { hostId, page, now } = query
  const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
  const host = hosts.find(({ id }) => id === hostId)
  if (hostId !== null && !host) return null

  const today = dateAt(business.timeZone, now)
  const coming = await comingBlocks({ businessId: business.id, hostId, today })
  const lastPage = Math.max(1, Math.ceil(coming.length / PER_PAGE))
  const shown = coming.slice((page - 1) * PER_PAGE, page * PER_PAGE)
  return {
    hosts: choosable(hosts, host && [host]),
    host: host ?? null,
    rows: blockRows(shown, { hosts, today, reader }),
    list: { currentPage: page, lastPage },
  }
}
