import type { ColumnItem } from '#pages/owner/diary/column_items'

const LOOKS = ['full', 'booked', 'waiting', 'group', 'blocked', 'pause', 'shut', 'closed'] as const

export type CalendarLook = (typeof LOOKS)[number]

/** How what is on the page looks, in the order of the key. */
export function looksOf(columns: readonly { items: readonly ColumnItem[] }[]): CalendarLook[] {
  const found = new Set(columns.flatMap(({ items }) => items.flatMap(looksOfItem)))
  return LOOKS.filter((look) => found.has(look))
}

function looksOfItem(item: ColumnItem): CalendarLook[] {
  if (item.kind === 'shut' || item.kind === 'pause') return [item.kind]
  if (item.kind !== 'event') return []
  const looks = item.looks.filter((look) => look !== 'past')
  return looks.length > 0 ? looks : ['booked']
}
