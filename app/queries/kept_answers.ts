import { Memory } from '#queries/memory'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'

/** All that an answer is made of. */
export interface WantedAnswer {
  /** What is wanted, and whatever of its reader the answer depends on: all of it JSON writes whole. */
  question: (string | number | null | object)[]
  /** Of all that the business offers; null where nothing is kept. */
  version: string | null
  now: Instant
}

export interface Written {
  /** As bytes; what each answer has of its own goes between them. */
  parts: Buffer[]
  /** When taken time becomes free, or anything else of the answer ends. */
  ends: readonly Instant[]
  /** Whether it says that there is nothing on offer. */
  isEmpty?: boolean
}

interface Kept extends Pick<Written, 'parts' | 'isEmpty'> {
  from: Instant
  until: Instant
}

/**
 * Also those being written, so that others wait for them. Without a version when writing failed.
 */
const answers = new Memory<{ version: string | null; answer: Promise<Kept> }>()

export const keptFigures = { hits: 0, misses: 0 }

/**
 * A kept answer holds while no version has changed and the clock has reached neither a new minute
 * nor one of the ends: the engine compares nothing else with the clock.
 */
export async function keptAnswer(
  { question, version, now }: WantedAnswer,
  write: () => Promise<Written>
): Promise<Pick<Written, 'parts' | 'isEmpty'>> {
  if (version === null || !Memory.isOn) return write()
  const key = JSON.stringify(question)
  const known = answers.get(key)
  const kept = known?.version === version ? await known.answer : null
  const isSame = kept !== null && kept.from <= now && now < kept.until
  keptFigures[isSame ? 'hits' : 'misses']++
  if (isSame) return kept

  const entry = answers.set(key, { version, answer: keep(write, now) })
  entry.answer.catch(() => (entry.version = null))
  return entry.answer
}

async function keep(write: () => Promise<Written>, now: Instant): Promise<Kept> {
  const { ends, ...written } = await write()
  return { ...written, from: now, until: sameUntil(now, ends) }
}

/**
 * The moment before which no minute and none of the ends begins; at one of them, only that moment
 * itself.
 */
function sameUntil(now: Instant, ends: readonly Instant[]): Instant {
  const minutes = now - (now % MINUTE)
  if (now === minutes || ends.includes(now)) return now + 1
  return Math.min(minutes + MINUTE, ...ends.filter((end) => end > now))
}
