import type { Instant, Span } from '#scheduling/types'

/** Of a range whose one start this is. */
export function onlyAt(start: Instant): Span {
  return { start, end: start + 1 }
}

/** Spans in any order that may overlap: the i-th runs from `starts[i]` to `ends[i]`. */
export interface LooseSpans {
  starts: Instant[]
  ends: Instant[]
}

/**
 * Sorted, disjoint, non-empty spans as one list of boundaries: start, end, start, end, …
 * A moment is inside exactly when an odd number of boundaries lie at or before it.
 */
export type Edges = readonly Instant[]

export function looseSpans(): LooseSpans {
  return { starts: [], ends: [] }
}

/** An empty or inverted span is left out. */
export function addSpan(spans: LooseSpans, start: Instant, end: Instant): void {
  if (start >= end) return
  spans.starts.push(start)
  spans.ends.push(end)
}

export function addSpans(spans: LooseSpans, { starts, ends }: LooseSpans): void {
  for (const [index, start] of starts.entries()) addSpan(spans, start, ends[index])
}

export function addEdges(spans: LooseSpans, edges: Edges): void {
  for (let index = 0; index < edges.length; index += 2) {
    addSpan(spans, edges[index], edges[index + 1])
  }
}

/**
 * Starts and ends are sorted apart: all is closed after the i-th end if the next start is later.
 */
export function unite({ starts, ends }: LooseSpans): Edges {
  const opens = sorted(starts)
  const closes = sorted(ends)
  const edges: Instant[] = []
  if (opens.length === 0) return edges

  edges.push(opens[0])
  for (let next = 1; next < opens.length; next++) {
    if (opens[next] > closes[next - 1]) edges.push(closes[next - 1], opens[next])
  }
  edges.push(closes[closes.length - 1])
  return edges
}

/** What of `from` is left outside `refused`, within `[start, end)`. */
export function subtract(from: Edges, refused: Edges, start: Instant, end: Instant): Edges {
  const left: Instant[] = []
  let next = 0

  for (let index = 0; index < from.length; index += 2) {
    let open = Math.max(from[index], start)
    const close = Math.min(from[index + 1], end)

    while (next < refused.length && refused[next + 1] <= open) next += 2
    while (next < refused.length && refused[next] < close) {
      if (refused[next] > open) left.push(open, refused[next])
      open = refused[next + 1]
      if (open >= close) break
      next += 2
    }
    if (open < close) left.push(open, close)
  }
  return left
}

export function allBut(edges: Edges): Edges {
  return [-Infinity, ...edges, Infinity]
}

/** One span may become several; sorted by start. */
export function cut({ starts, ends }: LooseSpans, within: Edges): LooseSpans {
  const parts = looseSpans()
  let first = 0
  for (const [index, start] of starts.entries()) {
    while (first < within.length && within[first + 1] <= start) first += 2
    for (let next = first; next < within.length && within[next] < ends[index]; next += 2) {
      addSpan(parts, Math.max(start, within[next]), Math.min(ends[index], within[next + 1]))
    }
  }
  return sortedByStart(parts)
}

/** All sorted by start. Of parts with one start only the longest is kept. */
export function overlaps(one: LooseSpans, other: LooseSpans): LooseSpans {
  const parts = looseSpans()
  let first = 0
  for (const [index, start] of one.starts.entries()) {
    const end = one.ends[index]
    while (first < other.starts.length && other.ends[first] <= start) first++
    for (let next = first; next < other.starts.length && other.starts[next] < end; next++) {
      addSpan(parts, Math.max(start, other.starts[next]), Math.min(end, other.ends[next]))
    }
  }
  return longestOfEachStart(sortedByStart(parts))
}

function longestOfEachStart({ starts, ends }: LooseSpans): LooseSpans {
  const longest = looseSpans()
  for (const [index, start] of starts.entries()) {
    const last = longest.starts.length - 1
    if (longest.starts[last] === start)
      longest.ends[last] = Math.max(longest.ends[last], ends[index])
    else addSpan(longest, start, ends[index])
  }
  return longest
}

export function sortedByStart(spans: LooseSpans): LooseSpans {
  const { starts, ends } = spans
  if (isAscending(starts)) return spans

  const order = starts.map((_, index) => index).sort((a, b) => starts[a] - starts[b])
  return {
    starts: order.map((index) => starts[index]),
    ends: order.map((index) => ends[index]),
  }
}

export function meets(edges: Edges, { start, end }: Span): boolean {
  const reached = countUpTo(edges, start)
  return reached % 2 === 1 || edges[reached] < end
}

export function spansOf(edges: Edges): Span[] {
  return edges.flatMap((start, index) => (index % 2 ? [] : [{ start, end: edges[index + 1] }]))
}

export function contains(edges: Edges, moment: Instant): boolean {
  return countUpTo(edges, moment) % 2 === 1
}

export function spanAt(edges: Edges, moment: Instant): Span | null {
  return contains(edges, moment) ? spanAtOrAfter(edges, moment) : null
}

/** Of those that meet it the one that starts first, and of these the longest. */
export function firstMet({ starts, ends }: LooseSpans, { start, end }: Span): Span | null {
  let first: Span | null = null
  for (const [index, opens] of starts.entries()) {
    const closes = ends[index]
    if (opens >= end || closes <= start) continue
    const isEarlier = !first || opens < first.start || (opens === first.start && closes > first.end)
    if (isEarlier) first = { start: opens, end: closes }
  }
  return first
}

/** The caller knows that there is one. */
export function spanAtOrAfter(edges: Edges, moment: Instant): Span {
  const reached = countUpTo(edges, moment)
  const open = reached - (reached % 2)
  return { start: edges[open], end: edges[open + 1] }
}

/** How many numbers of an ascending list lie at or before `limit`. */
export function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle] <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function isAscending(values: readonly number[]): boolean {
  for (let index = 1; index < values.length; index++) {
    if (values[index] < values[index - 1]) return false
  }
  return true
}

/** The list itself when it is in order, as most are; else a sorted copy. */
export function sorted(values: readonly number[]): readonly number[] {
  return isAscending(values) ? values : Array.from(Float64Array.from(values).sort())
}
