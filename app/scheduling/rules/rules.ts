import type { DateSpan, StartTime, Weekday, WorkingHours } from '#scheduling/types'

/** Who may set a rule; the first of them that does wins. */
export const LEVELS = ['one_time_link', 'link', 'service', 'host', 'business'] as const

export type Level = (typeof LEVELS)[number]

/**
 * Whom a rule binds, where that is not everybody: clients alone; clients, and what the business is
 * offered before it names a start; or the business as well, until it sets it aside on purpose.
 */
export type Binding = 'clients' | 'steps' | 'unless_set_aside'

interface Values {
  minutes: number
  days: number
  bookings: number
  places: number
  moves: number
  /** How many minutes before the start. */
  cutoff: number
  reminders: readonly number[]
  /** Each in minutes. */
  lengths: readonly number[]
  starts: readonly StartTime[]
  hours: WorkingHours
  /** `YYYY-MM-DD`, by the business's clock. */
  date: string
  /** By the business's clock too. */
  date_spans: readonly DateSpan[]
  weekday: Weekday
  switch: boolean
}

export interface Rule {
  unit: keyof Values
  /** The least and the most of a number. */
  bounds?: readonly [least: number, most: number]
  /** What holds where no level says anything; without one, no such rule holds. */
  default?: Values[keyof Values]
  /** Each has a column of the rule's name, or inherits from the levels after it. */
  levels: readonly Level[]
  /** What the settings of a business call it, and how many of the rule's units theirs is. */
  settings?: SettingsField
  /** The key of its field's words, `owner.services.service.{label}`; without one it has no field. */
  label?: string
  /** What stands in `changes` or `messages` is asked of bookings, and no slot depends on it. */
  section?: 'length' | 'lengths' | 'times' | 'dates' | 'group' | 'state' | 'changes' | 'messages'
  row?: string
  binds?: Binding
  /** What it then is for those whom it does not bind; null where it says no more. */
  setAside?: Values[keyof Values]
}

interface SettingsField {
  name: string
  label?: string
  /** Where they are not the rule's own. */
  bounds?: readonly [least: number, most: number]
  times?: number
}

export type Rules = Readonly<Record<string, Rule>>

const PAUSE = [0, 1440] as const
const CUTOFF = [0, 525_600] as const
const OF_BOOKINGS = [1, 10_000] as const

/** Columns, inheritance, forms and checks are all made from this table, in its order. */
// prettier-ignore
export const RULES = {
  durationMinutes: { unit: 'minutes', bounds: [5, 1440], default: 60,
    levels: ['one_time_link', 'link', 'service'], label: 'length', section: 'length' },
  durations: { unit: 'lengths', default: [],
    levels: ['link', 'service'], label: 'lengths', section: 'lengths' },
  /** From one start to the next; the length where no level says it. */
  slotIntervalMinutes: { unit: 'minutes', bounds: [5, 1440],
    levels: ['link', 'service'], label: 'interval', section: 'times', row: 'start',
    binds: 'steps', setAside: 1 },
  minimumNoticeMinutes: { unit: 'minutes', bounds: [0, 525_600], default: 120,
    levels: ['one_time_link', 'link', 'service', 'business'],
    settings: { name: 'minAdvanceBookingHours', label: 'notice', bounds: [0, 720], times: 60 },
    label: 'notice', section: 'times', row: 'start', binds: 'clients', setAside: 0 },
  /** The only start times of every date, by the host's clock (`collective`: the business's). */
  startTimes: { unit: 'starts', levels: ['service'], label: 'starts', section: 'dates',
    binds: 'steps' },
  /** The first and the last date, both included. */
  bookableFrom: { unit: 'date',
    levels: ['link', 'service'], label: 'first_date', section: 'dates', row: 'dates',
    binds: 'clients' },
  bookableUntil: { unit: 'date',
    levels: ['link', 'service'], label: 'last_date', section: 'dates', row: 'dates',
    binds: 'clients' },
  /** Nothing begins on these, whatever is open then. */
  excludedDates: { unit: 'date_spans', levels: ['link'], binds: 'clients' },
  /** By the host's calendar, after today; the last one is included. */
  horizonDays: { unit: 'days', bounds: [1, 730], default: 30,
    levels: ['one_time_link', 'link', 'service', 'business'],
    settings: { name: 'maxAdvanceBookingDays', label: 'horizon' },
    label: 'horizon', section: 'dates', binds: 'clients' },
  /** A link's limits count its own bookings; a host's count all of theirs, beside the service's. */
  dailyLimit: { unit: 'bookings', bounds: OF_BOOKINGS,
    levels: ['link', 'service', 'host'], label: 'daily', section: 'dates', row: 'limits',
    binds: 'unless_set_aside' },
  weeklyLimit: { unit: 'bookings', bounds: OF_BOOKINGS,
    levels: ['link', 'service', 'host'], label: 'weekly', section: 'dates', row: 'limits',
    binds: 'unless_set_aside' },
  bufferBeforeMinutes: { unit: 'minutes', bounds: PAUSE, default: 0,
    levels: ['link', 'service'], label: 'before', section: 'times', row: 'pauses' },
  bufferAfterMinutes: { unit: 'minutes', bounds: PAUSE, default: 15,
    levels: ['link', 'service', 'business'],
    settings: { name: 'bufferTimeMinutes', label: 'buffer' },
    label: 'after', section: 'times', row: 'pauses' },
  capacity: { unit: 'places', bounds: [1, 1000], default: 1,
    levels: ['service'], label: 'capacity', section: 'group' },
  /** They cut down the hosts' hours, by the host's clock. */
  hours: { unit: 'hours', levels: ['link', 'service'], binds: 'unless_set_aside' },
  weekStartsOn: { unit: 'weekday', default: 1, levels: ['business'] },
  /** Any level that is switched off closes all. */
  isActive: { unit: 'switch', default: true,
    levels: ['link', 'service', 'host', 'business'],
    settings: { name: 'isActive', label: 'is_active' }, label: 'active', section: 'state',
    binds: 'clients', setAside: true },
  /** Until when clients may move and cancel, and how often they move: any number where none is said. */
  rescheduleCutoffMinutes: { unit: 'cutoff', bounds: CUTOFF, default: 0,
    levels: ['service', 'business'],
    settings: { name: 'rescheduleCutoffMinutes', label: 'change.move' },
    label: 'move', section: 'changes', row: 'cutoffs' },
  cancelCutoffMinutes: { unit: 'cutoff', bounds: CUTOFF, default: 0,
    levels: ['service', 'business'],
    settings: { name: 'cancelCutoffMinutes', label: 'change.cancel' },
    label: 'cancel', section: 'changes', row: 'cutoffs' },
  maxMoves: { unit: 'moves', bounds: [0, 100],
    levels: ['service', 'business'],
    settings: { name: 'maxMoves', label: 'change.moves' }, label: 'moves', section: 'changes' },
  /** In minutes before the start. */
  reminderMinutes: { unit: 'reminders', default: [1440, 60],
    levels: ['service', 'business'], settings: { name: 'reminderMinutes' }, section: 'messages' },
} as const satisfies Rules

type Table = typeof RULES

export type RuleName = keyof Table

export type RuleValue<Name extends RuleName> = Values[Table[Name]['unit']]

type NameWith<Property> = {
  [Name in RuleName]: Table[Name] extends Property ? Name : never
}[RuleName]

type NameWithDefault = NameWith<{ default: unknown }>

export type ChangeRuleName = NameWith<{ section: 'changes' }>

export type SlotRuleName = Exclude<RuleName, NameWith<{ section: 'changes' | 'messages' }>>

/** Of all rules on which slots depend. */
export type RuleValues = { [Name in SlotRuleName & NameWithDefault]: RuleValue<Name> } & {
  [Name in Exclude<SlotRuleName, NameWithDefault>]?: RuleValue<Name> | null
}

export type RuleAt<Where extends Level> = {
  [Name in RuleName]: Where extends Table[Name]['levels'][number] ? Name : never
}[RuleName]

/** The last level has to set these, since no level is left to ask. */
type SetAt<Where extends Level> =
  | NameWith<{ default: unknown; levels: readonly [...Level[], Where] }>
  | NameWith<{ unit: 'switch' | 'lengths' }>

/** What a level says; null leaves it to the levels after it. */
export type RulesAt<Where extends Level> = {
  [Name in RuleAt<Where>]: Name extends SetAt<Where> ? RuleValue<Name> : RuleValue<Name> | null
}

export type SettingsRules<Of extends RuleName = RuleName> = {
  [
    Name in Of as Table[Name] extends { settings: { name: infer Field extends string } }
      ? Field
      : never
  ]: Name extends NameWithDefault ? RuleValue<Name> : RuleValue<Name> | null
}

export function rulesAt<Where extends Level>(level: Where): RuleAt<Where>[]
export function rulesAt(level: Level, rules: Rules): string[]
export function rulesAt(level: Level, rules: Rules = RULES): string[] {
  return Object.keys(rules).filter((name) => rules[name].levels.includes(level))
}

export const CHANGE_RULES = (Object.keys(RULES) as RuleName[]).filter(
  (name): name is ChangeRuleName => (RULES[name] as Rule).section === 'changes'
)

export const SETTINGS_RULES = Object.values<Rule>(RULES).flatMap(({ settings }) =>
  settings ? [settings.name as keyof SettingsRules] : []
)

export function slotRules(rules: Rules): [name: string, rule: Rule][] {
  return Object.entries(rules).filter(
    ([, { section }]) => section !== 'changes' && section !== 'messages'
  )
}

export function isSetAt(level: Level, { unit, levels, default: usual }: Rule): boolean {
  if (unit === 'switch' || unit === 'lengths') return true
  return usual !== undefined && levels.at(-1) === level
}

export function pickRules<Where extends Level>(level: Where, row: RulesAt<Where>): RulesAt<Where> {
  return Object.fromEntries(rulesAt(level).map((name) => [name, row[name]])) as RulesAt<Where>
}

export function rulesOfSettings(
  settings: Readonly<Record<string, unknown>>,
  rules: Rules = RULES
): Partial<RulesAt<'business'>> {
  const values = Object.entries(rules).flatMap(([name, { settings: field }]) => {
    if (!field) return []
    const value = settings[field.name]
    return [[name, typeof value === 'number' ? value * (field.times ?? 1) : value]]
  })
  return Object.fromEntries(values)
}
