import Block from '#models/availability/block'
import type Host from '#models/availability/host'
import { lastOfFirst } from '#pages/owner/availability/block_words'
import type { BookedInside } from '#queries/availability/booked_inside'
import type { Preview } from '#queries/availability/preview_change'
import type { BlockedDates } from '#scheduling/types'
import type { Form } from '#validators/form'

export interface BlockDraft {
  form: Form
  /** Whom the reader may choose. */
  choices: Host[]
  chosen: Host[]
  isForEveryone?: boolean
  /** Null while they are not well typed. */
  dates: BlockedDates | null
  reason?: string | null
  /** Told to those whose booking goes to another, or is cancelled. */
  insideReason?: string | null
  /** The one that is changed, and of one that repeats the date, if it is that alone. */
  block?: Block
  onlyDate?: string
  inside?: BookedInside[]
  isQuestion?: boolean
  /** Somebody is ill: each booking inside that a colleague is free for goes to them, unless changed. */
  isAway?: boolean
  preview?: Preview
  isBusy?: boolean
  /** It was taken out before, and is filled in as it was. */
  isBroughtBack?: boolean
}

const TYPED = ['everyone', 'date', 'last_date', 'all_day', 'from', 'to', 'repeats', 'repeats_until']

/** As an address keeps it, for whoever comes back from elsewhere. */
export function typedQuery({ form, choices }: Pick<BlockDraft, 'form' | 'choices'>) {
  const names = [...choices.map(hostField), ...TYPED, 'reason', 'inside_reason', 'version']
  return Object.fromEntries(
    names.flatMap((name) => (form.values[name] ? [[name, form.values[name]]] : []))
  )
}

export const hostField = ({ id }: Pick<Host, 'id'>) => `host_${id}`

export function typedBlock(block: Block): Record<string, string> {
  const { firstDate, lastDate, reason, isWeekly } = block
  const last = lastOfFirst(block.dates)
  return {
    ...typedTimes(block),
    date: firstDate,
    last_date: last === firstDate ? '' : last,
    repeats: isWeekly ? 'weekly' : 'no',
    repeats_until: isWeekly ? (lastDate ?? '') : '',
    reason: reason ?? '',
  }
}

/** As the history keeps it, of those who may still be chosen. */
export function typedKept(
  { hostIds, ...columns }: Record<string, unknown>,
  choices: readonly Host[]
): Record<string, string> {
  const block = new Block().fill(columns)
  const hosts = choices.filter(({ id }) => (hostIds as number[]).includes(id))
  block.$setRelated('hosts', hosts)
  return typedBlock(block)
}

/** As a block of its own. */
export function typedDate(block: Block, date: string): Record<string, string> {
  return { ...typedBlock(block), date, last_date: '', repeats: 'no', repeats_until: '' }
}

function typedTimes(block: Block): Record<string, string> {
  const { hosts, isForEveryone, isWholeDays, startsTime, endsTime } = block
  const whose = isForEveryone ? ['everyone'] : hosts.map(hostField)
  return {
    ...Object.fromEntries(whose.map((name) => [name, 'on'])),
    ...(isWholeDays ? { all_day: 'on', from: '', to: '' } : { from: startsTime, to: endsTime }),
  }
}
