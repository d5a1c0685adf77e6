import { DateTime } from 'luxon'
import { dateChoices } from '#pages/owner/availability/date_choices'
import type Business from '#models/settings/business'
import { addressOf } from '#pages/address_of'
import { type BlockDraft, typedQuery } from '#pages/owner/availability/block_draft'
import { blockRows } from '#pages/owner/availability/block_rows'
import { dayInWords, whenInWords, whoInWords } from '#pages/owner/availability/block_words'
import { clientsOf, type InsideRow, insideRows } from '#pages/owner/availability/inside_rows'
import type { PageReader } from '#pages/reader'
import { comingBlocks } from '#queries/availability/coming_blocks'
import { loadAgenda } from '#queries/bookings/day_agenda'
import { isDate } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import type { Instant } from '#scheduling/types'

const MOST_SHOWN = 20
const MOST_OTHERS = 5

interface TypedPage {
  route: string
  params?: { id: number }
  query: Record<string, string>
}

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
  const moment = DateTime.fromMillis(now, { zone })
  const agenda = await loadAgenda({
    businessId: business.id,
    hostIds: chosen.length > 0 ? chosen.map(({ id }) => id) : null,
    day: DateTime.fromISO(date, { zone }),
    now: moment,
  })
  const coming = await comingBlocks({ businessId: business.id, today })
  const others = coming.filter((one) => one.block.id !== block?.id).slice(0, MOST_OTHERS)
  const shown = inside?.slice(0, MOST_SHOWN)
  const scene = {
    ...{ business, hosts, away: chosen, now: moment, reader, draft, returnTo: typedAddress(draft) },
  }
  const rows = shown && (await insideRows(shown, scene))
  return {
    ...draft,
    ...addressesOf(draft),
    returnTo: scene.returnTo,
    date,
    day: dayInWords(date, reader),
    onlyDay: onlyDate ? dayInWords(onlyDate, reader) : null,
    sentence: dates && {
      when: whenInWords(dates, today, reader),
      who: whoInWords({ hosts: chosen, isForEveryone: draft.isForEveryone }, hosts, reader),
    },
    inside: rows,
    keeps: keptInside(rows ?? [], draft),
    canCancel: rows?.some(({ session }) => session !== null) ?? false,
    canClear: rows?.some(({ ways }) => ways !== null) ?? false,
    handovers: inside
      ? chosen.filter(({ id }) => inside.some(({ hostIds }) => hostIds.includes(id)))
      : [],
    insideCount: inside?.length ?? 0,
    insideClients: clientsOf(inside ?? []),
    insideIds: inside?.map(({ id }) => id) ?? [],
    agenda,
    now: moment,
    others: blockRows(others, { hosts, today, reader }),
    dateOptions: block?.isWeekly && !onlyDate ? dateChoices(block, today, reader) : [],
  }
}

/** What is said of all that is inside: it stays, or becomes what is proposed or was chosen. */
function keptInside(rows: readonly InsideRow[], { isAway }: BlockDraft) {
  const chosen = rows.flatMap(({ ways, session }) => (ways ?? session)?.chosen ?? [])
  if (chosen.every((way) => way === 'leave')) return 'kept'
  return isAway ? 'proposed' : 'chosen'
}

/** One date of many is shown again as it is stored, since its address names it. */
function typedAddress(draft: BlockDraft): string {
  const { block, onlyDate } = draft
  if (block && onlyDate) {
    return addressOf('owner.block_dates.edit', { id: block.id }, { query: { date: onlyDate } })
  }
  const { route, params, query } = typedPage(draft)
  return addressOf(route, params, { query })
}

/** The form, as it is typed. */
export function typedPage({ block, ...draft }: BlockDraft): TypedPage {
  const query = typedQuery(draft)
  if (!block) return { route: 'owner.blocks.create', query }
  return { route: 'owner.blocks.edit', params: { id: block.id }, query }
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
