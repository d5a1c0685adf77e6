import { MINUTE } from '#scheduling/time/dates'
import type { SlotRules, Span } from '#scheduling/types'

/** Pauses of a host around a booking: their time as well. */
export type Buffers = Pick<SlotRules, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>

export function buffersOf({ bufferBeforeMinutes, bufferAfterMinutes }: Buffers): Buffers {
  return { bufferBeforeMinutes, bufferAfterMinutes }
}

/** The host's time that a booking takes, pauses included. */
export function blockedSpan(
  { start, end }: Span,
  { bufferBeforeMinutes, bufferAfterMinutes }: Buffers
): Span {
  return {
    start: start - bufferBeforeMinutes * MINUTE,
    end: end + bufferAfterMinutes * MINUTE,
  }
}

/** The pauses of what takes a span and blocks a longer one. */
export function buffersBetween(span: Span, blocked: Span): Buffers {
  return {
    bufferBeforeMinutes: (span.start - blocked.start) / MINUTE,
    bufferAfterMinutes: (blocked.end - span.end) / MINUTE,
  }
}
