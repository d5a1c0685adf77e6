import type { Rows } from '#pages/owner/diary/rows'

export interface Lane {
  /** From 0, of so many side by side. */
  lane: number
  of: number
}

interface More extends Rows, Lane {
  count: number
}

interface Lanes<Item> {
  shown: (Item & Lane)[]
  beyond: (Item & Lane)[]
  more: More[]
}

/** Side by side where they overlap; what would be beyond `most` is counted in the last lane. */
export function inLanes<Item extends { rows: Rows }>(
  items: readonly Item[],
  most: number
): Lanes<Item> {
  const shown: (Item & Lane)[] = []
  const beyond: (Item & Lane)[] = []
  const more: More[] = []
  for (const cluster of clustersOf(items)) {
    const laned = assigned(cluster)
    const of = Math.max(...laned.map(({ lane }) => lane)) + 1
    if (of <= most) {
      shown.push(...laned.map(({ item, lane }) => ({ ...item, lane, of })))
      continue
    }
    const last = most - 1
    const kept = laned.filter(({ lane }) => lane < last)
    const left = laned.filter(({ lane }) => lane >= last)
    shown.push(...kept.map(({ item, lane }) => ({ ...item, lane, of: most })))
    beyond.push(...left.map(({ item }) => ({ ...item, lane: last, of: most })))
    more.push({
      from: Math.min(...left.map(({ item }) => item.rows.from)),
      to: Math.max(...left.map(({ item }) => item.rows.to)),
      count: left.length,
      lane: last,
      of: most,
    })
  }
  return { shown, beyond, more }
}

/** Those of one cluster overlap, if only through others of it. */
export function clustersOf<Item extends { rows: Rows }>(items: readonly Item[]): Item[][] {
  const clusters: Item[][] = []
  let reaches = -1
  for (const item of items.toSorted(byStart)) {
    const cluster = clusters.at(-1)
    if (cluster && item.rows.from < reaches) cluster.push(item)
    else clusters.push([item])
    reaches = Math.max(reaches, item.rows.to)
  }
  return clusters
}

function byStart({ rows: one }: { rows: Rows }, { rows: other }: { rows: Rows }): number {
  return one.from - other.from || other.to - one.to
}

function assigned<Item extends { rows: Rows }>(
  cluster: readonly Item[]
): { item: Item; lane: number }[] {
  const ends: number[] = []
  return cluster.map((item) => {
    const free = ends.findIndex((end) => end <= item.rows.from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = item.rows.to
    return { item, lane }
  })
}
