import { MINUTE } from '#scheduling/time/dates'
import type { SlotRules, Span, StartTime, Weekday, WorkingHours } from '#scheduling/types'

/** The first of these levels that says something wins. */
const SOURCES = ['one_time_link', 'link', 'service', 'host', 'business', 'default'] as const

export type RuleSource = (typeof SOURCES)[number]

/** What is null or left out comes from the levels below. */
export interface RuleLayer {
  durationMinutes?: number | null
  durations?: readonly number[] | null
  slotIntervalMinutes?: number | null
  startTimes?: readonly StartTime[] | null
  /** The only times; each is on offer where its own length is asked for. */
  offeredTimes?: readonly Span[] | null
  /** They cut down the hosts' hours. */
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
  /** The usual one first. */
  readonly durations: Sourced<readonly number[]>
}

/** No screen offers such a length, so whoever reads one from outside checks it first. */
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
 * Each rule with its level. A length that is not on offer throws `DurationNotOffered`; starts step
 * by the length where no level sets a step.
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

/** The level that sets a length sets all of them: a link to one length offers no other. */
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
