import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { fairCandidates, isInWindow } from '#claims'
import { loadQuestion, type RuledService } from '#queries/availability/load_availability'
import { nearestOf } from '#queries/availability/nearest_slots'
import type { LinkRules } from '#queries/links/link_rules'
import type { RuledBusiness } from '#queries/services/service_rules'
import { type Candidate, chooseHost } from '#scheduling/slots/fairness'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import { type HeldDate, slotAt, withHeld } from '#scheduling/slots/held_dates'
import { hostsTaken } from '#scheduling/slots/taken_slot'
import { type Places, placesAt } from '#scheduling/slots/places_at'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant, Question, Slot, Span } from '#scheduling/types'

const ALTERNATIVES = 3

interface Input {
  business: RuledBusiness
  service: RuledService
  /** What a page found with its service stands in place of one that is not given. */
  link?: LinkRules | null
  isOwner: boolean
  hostId: number | null
  durationMinutes: number | null
  seats: number
}

interface WantedDate {
  startsAt: Instant
  isRefused: boolean
}

export interface TriedDate {
  startsAt: Instant
  /** Null where it can be booked. */
  code: UnavailableCode | null
  places: Places | null
}

/** Found with all other dates booked; in memory only, nothing is locked or written. */
export class SeriesAlternatives {
  readonly #questions = new Map<Instant, Promise<Question>>()
  readonly #candidates = new Map<string, Promise<Candidate[]>>()

  constructor(
    private readonly input: Input,
    private readonly now: DateTime
  ) {}

  async of(dates: readonly WantedDate[]): Promise<Slot[][]> {
    const starts = dates.flatMap(({ startsAt, isRefused }) => (isRefused ? [] : [startsAt]))
    const found: Slot[][] = []
    for (const { startsAt, isRefused } of dates) {
      const slots = isRefused ? await this.#near(startsAt, starts) : []
      if (slots.length > 0) starts.push(slots[0].start)
      found.push(slots)
    }
    return found
  }

  /** What those that can be booked take, each with those before it booked. */
  async taken(
    starts: readonly Instant[],
    questionAt = (start: Instant) => this.#questionAt(start)
  ): Promise<HeldDate[]> {
    const held: HeldDate[] = []
    for (const start of starts.toSorted((one, other) => one - other)) {
      const question = withHeld(await questionAt(start), held)
      const slot = slotAt(question, start)
      if (slot) held.push({ slot, hostIds: await this.#hostsOf(question, slot, held) })
    }
    return held
  }

  /** Each date with those before it booked; read at once, in order. */
  async tried(starts: readonly Instant[]): Promise<TriedDate[]> {
    const asked = await this.#ask({ start: starts[0], end: starts[starts.length - 1] + 1 })
    const held: HeldDate[] = []
    const dates: TriedDate[] = []
    for (const startsAt of starts) {
      const question = withHeld({ ...asked, range: onlyAt(startsAt) }, held)
      const slot = slotAt(question, startsAt)
      if (slot) held.push({ slot, hostIds: await this.#hostsOf(question, slot, held) })
      const code = slot ? null : refusalCode(question, startsAt)
      dates.push({ startsAt, code, places: placesAt(question) })
    }
    return dates
  }

  /** Only slots that leave all other dates free, whichever hosts they go to then. */
  async #near(startsAt: Instant, others: readonly Instant[]): Promise<Slot[]> {
    const held = await this.taken(others)
    const ask = async (range: Span) => withHeld(await this.#ask(range), held)
    const slots = await nearestOf(ask, { startsAt, count: ALTERNATIVES }, this.now.toMillis())
    for (const [nth, { start }] of slots.entries()) {
      const all = await this.taken([...others, start])
      if (all.length > held.length) return slots.slice(nth)
    }
    return []
  }

  async #hostsOf(
    question: Question,
    slot: Slot,
    held: readonly HeldDate[]
  ): Promise<readonly number[]> {
    const { hostIds } = slot
    const taken = (chosen: number) => hostsTaken(slot, question, chosen)
    if (question.mode === 'collective' || hostIds.length === 1) return taken(hostIds[0])
    const key = hostIds.join()
    const known =
      this.#candidates.get(key) ??
      fairCandidates(db.connection(), this.input.service.id, hostIds, this.now)
    this.#candidates.set(key, known)
    const candidates = await known
    const { hostId } = chooseHost(candidates.map((candidate) => this.#withOwn(candidate, held)))
    return taken(hostId)
  }

  #withOwn(candidate: Candidate, held: readonly HeldDate[]): Candidate {
    const own = held.filter(
      ({ slot, hostIds }) =>
        slot.sessionId === undefined &&
        hostIds.includes(candidate.hostId) &&
        isInWindow(slot.start, this.now)
    )
    if (own.length === 0) return candidate
    const bookingsInWindow = candidate.bookingsInWindow + own.length
    return { ...candidate, bookingsInWindow, lastBookedAt: this.now.toMillis() }
  }

  #questionAt(start: Instant): Promise<Question> {
    const known = this.#questions.get(start) ?? this.#ask(onlyAt(start))
    this.#questions.set(start, known)
    return known
  }

  #ask(range: Span): Promise<Question> {
    return loadQuestion({ ...this.input, range, now: this.now.toMillis() })
  }
}
