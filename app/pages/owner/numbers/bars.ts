interface Stack {
  /** From the base up. */
  lower: number
  upper: number
}

/** A box that the browser stretches to the room there is. */
export const BARS_WIDTH = 1200
export const BARS_HEIGHT = 200

const SHARE_OF_SLOT = 0.58
const GAP = 3
const MOST_LABELS = 12

/** Bars in stacks of two, and the top of the scale beside them. */
export function barsOf(stacks: readonly Stack[]) {
  const top = topOf(Math.max(0, ...stacks.map(({ lower, upper }) => lower + upper)))
  const slot = BARS_WIDTH / stacks.length
  const width = round(slot * SHARE_OF_SLOT)
  const height = (value: number) => round((value / top) * BARS_HEIGHT)
  const bars = stacks.map(({ lower, upper }, index) => {
    const x = round(index * slot + (slot - width) / 2)
    const base = height(lower)
    const above = Math.max(0, height(upper) - (lower > 0 ? GAP : 0))
    return {
      ...{ x, width },
      lower: { y: BARS_HEIGHT - base, height: base },
      upper: { y: round(BARS_HEIGHT - height(lower + upper)), height: above },
    }
  })
  return { top, bars, labelEvery: Math.ceil(stacks.length / MOST_LABELS) }
}

/** The next round number that halves to a whole one. */
function topOf(most: number): number {
  let power = 1
  for (;;) {
    for (const digit of [2, 4, 6, 8, 10]) {
      if (digit * power >= most) return digit * power
    }
    power *= 10
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
