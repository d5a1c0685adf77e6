import { MINUTE } from '#scheduling/time/dates'
import type { SlotRules, Span } from '#scheduling/types'

/** Buffers are the host's time as well. */
export type Buffers = Pick<SlotRules, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>

export function buffersOf({ bufferBeforeMinutes, bufferAfterMinutes }: Buffers): Buffers {
  return { bufferBeforeMinutes, bufferAfterMinutes }
}

/** Buffers included. */
export function blockedSpan(
  { start, end }: Span,
  { bufferBeforeMinutes, bufferAfterMinutes }: Buffers
): Span {
  return {
    start: start - bufferBeforeMinutes * MINUTE,
    end: end + bufferAfterMinutes * MINUTE,
  }
}

export function buffersBetween(span: Span, blocked: Span): Buffers {
  return {
    bufferBeforeMinutes: (span.start - blocked.start) / MINUTE,
    bufferAfterMinutes: (blocked.end - span.end) / MINUTE,
  }
}
