import { DateTime } from 'luxon'
import { dateChoices } from '#pages/owner/availability/date_choices'
import type Business from '#models/settings/business'
import { addressOf } from '#pages/address_of'
import type { BlockDraft } from '#pages/owner/availability/block_draft'
import { blockRows } from '#pages/owner/availability/block_rows'
import { dayInWords, whenInWords, whoInWords } from '#pages/owner/availability/block_words'
import { insideRows } from '#pages/owner/availability/inside_rows'
import type { PageReader } from '#pages/reader'
import { comingBlocks } from '#queries/availability/coming_blocks'
import { loadAgendas } from '#queries/bookings/day_agenda'
import { isDate } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import type { Instant } from '#scheduling/types'

const MOST_SHOWN = 8
const MOST_OTHERS = 5

export async function blockPage(
  business: Business,
  draft: BlockDraft,
  reader: PageReader,
  now: Instant
) {
  const { form, chosen, dates, block, onlyDate, inside } = draft
  const { timeZone: zone } = business
  const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
  const today = dateAt(zone, now)
  const date = isDate(form.values.date ?? '') ? form.values.date : today
  const [agenda] = await loadAgendas({
    businessId: business.id,
    hostIds: chosen.length > 0 ? chosen.map(({ id }) => id) : null,
    day: DateTime.fromISO(date, { zone }),
    now: DateTime.fromMillis(now, { zone }),
  })
  const coming = await comingBlocks({ businessId: business.id, today })
  const others = coming.filter((one) => one.block.id !== block?.id).slice(0, MOST_OTHERS)
  return {
    ...draft,
    ...addressesOf(draft),
    date,
    day: dayInWords(date, reader),
    onlyDay: onlyDate ? dayInWords(onlyDate, reader) : null,
    said: dates && {
      when: whenInWords(dates, today, reader),
      who: whoInWords(chosen, hosts, reader),
    },
    inside: inside && insideRows(inside, hosts, reader).slice(0, MOST_SHOWN),
    insideCount: inside?.length ?? 0,
    insideIds: inside?.map(({ id }) => id) ?? [],
    agenda,
    now: DateTime.fromMillis(now, { zone }),
    others: blockRows(others, { hosts, today, reader }),
    dateOptions: block?.isWeekly && !onlyDate ? dateChoices(block, today, reader) : [],
  }
}

function addressesOf({ block, onlyDate }: BlockDraft) {
  if (!block) return { action: addressOf('owner.blocks.store'), removal: null }
  const query = { date: onlyDate }
  const noun = onlyDate ? 'block_dates' : 'blocks'
  const { id } = block
  return {
    action: addressOf(`owner.${noun}.update`, { id }, { query }),
    removal: addressOf(`owner.${noun}.destroy`, { id }, { query }),
  }
}
