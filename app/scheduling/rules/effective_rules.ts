import { MINUTE } from '#scheduling/time/dates'
import {
  type Level,
  LEVELS,
  type RuleName,
  RULES,
  type Rules,
  type RuleValue,
  slotRules,
} from './rules.js'
import type { SlotRules, Span } from '#scheduling/types'

export type RuleSource = Level | 'default'

/** What is null or left out comes from the levels below. */
export type RuleLayer = { [Name in RuleName]?: RuleValue<Name> | null } & {
  /** The only times; each is on offer where its own length is asked for. */
  offeredTimes?: readonly Span[] | null
}

export type RuleLayers = Partial<Record<Level, RuleLayer>>

export interface Sourced<Value> {
  value: Value
  source: RuleSource
}

export type EffectiveRules = {
  readonly [Name in Exclude<keyof SlotRules, 'deadline'>]: Sourced<
    Exclude<SlotRules[Name], undefined>
  >
} & {
  /** The usual one first. */
  readonly durations: Sourced<readonly number[]>
}

/** No screen offers such a length, so whoever reads one from outside checks it first. */
export class DurationNotOffered extends RangeError {
  constructor(wanted: number, offered: readonly number[]) {
    super(`No length of ${wanted} minutes is on offer, only ${offered.join(', ')}`)
  }
}

/** What holds where this level says nothing, and who says it; null where there is no such rule then. */
export function ruleAfter(
  level: Level,
  name: string,
  layers: RuleLayers,
  rules: Rules = RULES
): Sourced<unknown> | null {
  const after = levelsOf(layers).filter(
    ({ source }) => LEVELS.indexOf(source as Level) > LEVELS.indexOf(level)
  )
  const usual = rules[name].default
  return (
    find(after, name as RuleName) ??
    (usual === undefined ? null : { value: usual, source: 'default' })
  )
}

/** A length that is not on offer throws `DurationNotOffered`. */
export function effectiveRules(
  layers: RuleLayers,
  wantedMinutes: number | null = null,
  rules: Rules = RULES
): EffectiveRules {
  const levels = levelsOf(layers)
  const durations = durationsOf(levels)
  const durationMinutes = wantedMinutes ?? durations.value[0]
  if (!durations.value.includes(durationMinutes)) {
    throw new DurationNotOffered(durationMinutes, durations.value)
  }

  const duration = { value: durationMinutes, source: durations.source }
  const inForce = slotRules(rules).map(([name, { default: usual = null }]) => [
    name,
    find(levels, name as RuleName) ?? { value: usual, source: 'default' },
  ])
  return {
    ...(Object.fromEntries(inForce) as EffectiveRules),
    durations,
    durationMinutes: duration,
    slotIntervalMinutes: find(levels, 'slotIntervalMinutes') ?? duration,
    offeredStarts: offeredStarts(levels, durationMinutes),
    isActive: isActive(levels),
  }
}

export function rulesOf({ durations: _, ...effective }: EffectiveRules): SlotRules {
  const bare = Object.entries(effective).map(([name, { value }]) => [name, value])
  return Object.fromEntries(bare) as SlotRules
}

interface LevelLayer {
  source: RuleSource
  layer: RuleLayer
}

function levelsOf(layers: RuleLayers): LevelLayer[] {
  return LEVELS.flatMap((source) => {
    const layer = layers[source]
    return layer ? [{ source, layer }] : []
  })
}

function offeredStarts(levels: LevelLayer[], durationMinutes: number) {
  const offered = find(levels, 'offeredTimes')
  if (!offered) return { value: null, source: 'default' } as const
  const ofLength = offered.value.filter(
    ({ start, end }) => end - start === durationMinutes * MINUTE
  )
  return { ...offered, value: ofLength.map(({ start }) => start) }
}

/** The level that sets a length sets all of them: a link to one length offers no other. */
function durationsOf(levels: LevelLayer[]): Sourced<readonly number[]> {
  for (const { source, layer } of levels) {
    const { durationMinutes, durations } = layer
    const lengths = [...(durationMinutes ? [durationMinutes] : []), ...(durations ?? [])]
    if (lengths.length > 0) return { value: [...new Set(lengths)], source }
  }
  return { value: [RULES.durationMinutes.default], source: 'default' }
}

function isActive(levels: LevelLayer[]): Sourced<boolean> {
  const off = levels.find(({ layer }) => layer.isActive === false)
  if (off) return { value: false, source: off.source }
  return find(levels, 'isActive') ?? { value: RULES.isActive.default, source: 'default' }
}

function find<Name extends keyof RuleLayer>(
  levels: LevelLayer[],
  name: Name
): Sourced<NonNullable<RuleLayer[Name]>> | null {
  for (const { source, layer } of levels) {
    const value = layer[name]
    if (value !== null && value !== undefined) return { value, source }
  }
  return null
}
