import { clustersOf, type Lane } from '#pages/owner/diary/lanes'
import type { Rows } from '#pages/owner/diary/rows'

interface Stacks<Item> {
  shown: (Item & Lane)[]
  beyond: (Item & Lane)[]
  more: (Rows & Lane & { count: number })[]
}

/** Rows of an event's two lines of text, the lowest hours first: see `week.css`. */
export const TEXT_ROWS = [6, 4, 3, 2] as const

/** The highest hours are for what begins so close together that no text has room at its own time. */
const FINEST = TEXT_ROWS[TEXT_ROWS.length - 1]

/**
 * One before the other where they overlap, each beginning low enough to leave the text of those
 * behind it free; how many lie behind is its lane. What would begin after its own end is counted.
 */
export function inStacks<Item extends { rows: Rows }>(
  items: readonly Item[],
  textRows: number
): Stacks<Item> {
  const stacks: Stacks<Item> = { shown: [], beyond: [], more: [] }
  for (const cluster of clustersOf(items)) {
    const [first, ...others] = cluster
    if (others.length === 0) {
      stacks.shown.push({ ...first, lane: 0, of: 1 })
      continue
    }
    const placed: Rows[] = []
    let free = first.rows.from
    let count = 0
    for (const item of cluster.toSorted(shortestFirst)) {
      const from = Math.max(item.rows.from, free)
      const to = Math.max(item.rows.to, from + textRows)
      const lane = placed.filter((behind) => behind.to > from).length
      const stacked = { ...item, rows: { from, to }, lane, of: cluster.length }
      if (fits(from, item.rows, textRows)) {
        placed.push(stacked.rows)
        stacks.shown.push(stacked)
        free = from + textRows
      } else {
        stacks.beyond.push({ ...stacked, rows: item.rows })
        count++
      }
    }
    if (count > 0) {
      const to = Math.max(...placed.map((each) => each.to))
      stacks.more.push({ from: to - FINEST, to, count, lane: 0, of: 1 })
    }
  }
  return stacks
}

/** Of what begins at one time, so that no long one takes the room of a short one. */
function shortestFirst({ rows: one }: { rows: Rows }, { rows: other }: { rows: Rows }): number {
  return one.from - other.from || one.to - other.to
}

function fits(from: number, own: Rows, textRows: number): boolean {
  if (textRows === FINEST) return from <= own.to
  return from + textRows <= Math.max(own.to, own.from + textRows)
}

/** The lowest hours at which nothing is left out, else the highest. */
export function textRowsFor(days: readonly (readonly { rows: Rows }[])[]): number {
  const isEnough = (rows: number) => days.every((items) => inStacks(items, rows).more.length === 0)
  return TEXT_ROWS.find(isEnough) ?? FINEST
}
