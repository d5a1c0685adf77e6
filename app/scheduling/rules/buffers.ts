import { MINUTE } from '#scheduling/time/dates'
import type { Question, SlotRules, Span } from '#scheduling/types'

/** Buffers are the host's time as well. */
export type Buffers = Pick<SlotRules, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>

export function buffersOf({ bufferBeforeMinutes, bufferAfterMinutes }: Buffers): Buffers {
  return { bufferBeforeMinutes, bufferAfterMinutes }
}

export const NO_BUFFERS: Buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }

/** As if nobody needed a pause, neither whoever asks nor what is taken. */
export function withoutBuffers(question: Question): Question {
  const { rules, hosts } = question
  return {
    ...question,
    rules: { ...rules, ...NO_BUFFERS },
    hosts: hosts.map((host) => ({
      ...host,
      taken: host.taken.map((span) => ({ ...span, ...NO_BUFFERS })),
    })),
  }
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
