import { MINUTE } from '#scheduling/time/dates'
import type { SlotRules, Span, StartTime, Weekday, WorkingHours } from '#scheduling/types'

/** Where a value comes from; the first of these that says something wins. */
const SOURCES = ['one_time_link', 'link', 'service', 'host', 'business', 'default'] as const

export type RuleSource = (typeof SOURCES)[number]

/** What one level says of its bookings; what is null or left out comes from the levels below. */
export interface RuleLayer {
  durationMinutes?: number | null
  /** Further lengths that a client may choose. */
  durations?: readonly number[] | null
  slotIntervalMinutes?: number | null
  startTimes?: readonly StartTime[] | null
  /** The only times there are; one is on offer where its own length is asked for. */
  offeredTimes?: readonly Span[] | null
  /** Of a link or a service; they cut down those of its hosts. */
  hours?: WorkingHours | null
  bufferBeforeMinutes?: number | null
  bufferAfterMinutes?: number | null
  minimumNoticeMinutes?: number | null
  horizonDays?: number | null
  bookableFrom?: string | null
  bookableUntil?: string | null
  dailyLimit?: number | null
  weeklyLimit?: number | null
  weekStartsOn?: Weekday | null
  capacity?: number | null
  /** Any level that is switched off closes all. */
  isActive?: boolean | null
}

export type RuleLayers = Partial<Record<Exclude<RuleSource, 'default'>, RuleLayer>>

export interface Sourced<Value> {
  value: Value
  source: RuleSource
}

type RuleName = Exclude<keyof SlotRules, 'deadline'>

export type EffectiveRules = {
  readonly [Name in RuleName]: Sourced<Exclude<SlotRules[Name], undefined>>
} & {
  /** Every length on offer, the usual one first. */
  readonly durations: Sourced<readonly number[]>
}

/** A wish that no screen offers; whoever reads one from outside checks it first. */
export class DurationNotOffered extends RangeError {
  constructor(wished: number, offered: readonly number[]) {
    super(`No length of ${wished} minutes is on offer, only ${offered.join(', ')}`)
  }
}

const DEFAULT_RULES = {
  durationMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 15,
  minimumNoticeMinutes: 120,
  horizonDays: 30,
  weekStartsOn: 1,
  capacity: 1,
  isActive: true,
} as const satisfies RuleLayer

/**
 * The rules in force, each with the level that it comes from. A length is wished for, or else the
 * usual one; one that is not on offer throws. Starts step by it where no level sets a step.
 */
export function effectiveRules(
  layers: RuleLayers,
  wishedMinutes: number | null = null
): EffectiveRules {
  const levels = levelsOf(layers)
  const durations = durationsOf(levels)
  const durationMinutes = wishedMinutes ?? durations.value[0]
  if (!durations.value.includes(durationMinutes)) {
    throw new DurationNotOffered(durationMinutes, durations.value)
  }

  const duration = { value: durationMinutes, source: durations.source }
  return {
    durations,
    durationMinutes: duration,
    slotIntervalMinutes: find(levels, 'slotIntervalMinutes') ?? duration,
    startTimes: find(levels, 'startTimes') ?? NOT_SET,
    offeredStarts: offeredStarts(levels, durationMinutes),
    hours: find(levels, 'hours') ?? NOT_SET,
    bufferBeforeMinutes: required(levels, 'bufferBeforeMinutes'),
    bufferAfterMinutes: required(levels, 'bufferAfterMinutes'),
    minimumNoticeMinutes: required(levels, 'minimumNoticeMinutes'),
    horizonDays: required(levels, 'horizonDays'),
    bookableFrom: find(levels, 'bookableFrom') ?? NOT_SET,
    bookableUntil: find(levels, 'bookableUntil') ?? NOT_SET,
    dailyLimit: find(levels, 'dailyLimit') ?? NOT_SET,
    weeklyLimit: find(levels, 'weeklyLimit') ?? NOT_SET,
    weekStartsOn: required(levels, 'weekStartsOn'),
    capacity: required(levels, 'capacity'),
    isActive: isActive(levels),
  }
}

/** The bare rules, as the engine's question carries them. */
export function rulesOf(effective: EffectiveRules): SlotRules {
  return {
    durationMinutes: effective.durationMinutes.value,
    slotIntervalMinutes: effective.slotIntervalMinutes.value,
    startTimes: effective.startTimes.value,
    offeredStarts: effective.offeredStarts.value,
    hours: effective.hours.value,
    bufferBeforeMinutes: effective.bufferBeforeMinutes.value,
    bufferAfterMinutes: effective.bufferAfterMinutes.value,
    minimumNoticeMinutes: effective.minimumNoticeMinutes.value,
    horizonDays: effective.horizonDays.value,
    bookableFrom: effective.bookableFrom.value,
    bookableUntil: effective.bookableUntil.value,
    dailyLimit: effective.dailyLimit.value,
    weeklyLimit: effective.weeklyLimit.value,
    weekStartsOn: effective.weekStartsOn.value,
    capacity: effective.capacity.value,
    isActive: effective.isActive.value,
  }
}

interface Level {
  source: RuleSource
  layer: RuleLayer
}

const NOT_SET: Sourced<null> = { value: null, source: 'default' }

function levelsOf(layers: RuleLayers): Level[] {
  const all = { ...layers, default: DEFAULT_RULES }
  return SOURCES.flatMap((source) => {
    const layer = all[source]
    return layer ? [{ source, layer }] : []
  })
}

function offeredStarts(levels: Level[], durationMinutes: number) {
  const offered = find(levels, 'offeredTimes')
  if (!offered) return NOT_SET
  const ofLength = offered.value.filter(
    ({ start, end }) => end - start === durationMinutes * MINUTE
  )
  return { ...offered, value: ofLength.map(({ start }) => start) }
}

/** The level that sets a length of its own sets all of them: a link to one length offers no other. */
function durationsOf(levels: Level[]): Sourced<readonly number[]> {
  for (const { source, layer } of levels) {
    const { durationMinutes, durations } = layer
    const lengths = [...(durationMinutes ? [durationMinutes] : []), ...(durations ?? [])]
    if (lengths.length > 0) return { value: [...new Set(lengths)], source }
  }
  return { value: [DEFAULT_RULES.durationMinutes], source: 'default' }
}

function isActive(levels: Level[]): Sourced<boolean> {
  const off = levels.find(({ layer }) => layer.isActive === false)
  return off ? { value: false, source: off.source } : required(levels, 'isActive')
}

function required<Name extends keyof typeof DEFAULT_RULES>(
  levels: Level[],
  name: Name
): Sourced<NonNullable<RuleLayer[Name]>> {
  return find(levels, name) ?? { value: DEFAULT_RULES[name], source: 'default' }
}

function find<Name extends keyof RuleLayer>(
  levels: Level[],
  name: Name
): Sourced<NonNullable<RuleLayer[Name]>> | null {
  for (const { source, layer } of levels) {
    const value = layer[name]
    if (value !== null && value !== undefined) return { value, source }
  }
  return null
}
