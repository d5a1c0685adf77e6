import type { DateTime } from 'luxon'
import type Business from '#models/settings/business'
import { oneTimeRows } from '#pages/owner/links/one_time_rows'
import type { PageReader } from '#pages/reader'
import { oneTimeList } from '#queries/links/one_time_list'

const PAGE_SIZE = 25

export async function oneTimesPage(
  business: Business,
  page: number,
  now: DateTime,
  reader: PageReader
) {
  const { rows, pages } = await oneTimeList(business.id, { page, perPage: PAGE_SIZE })
  return {
    rows: oneTimeRows(rows, { timeZone: business.timeZone, now }, reader),
    list: { currentPage: page, lastPage: pages },
  }
}
