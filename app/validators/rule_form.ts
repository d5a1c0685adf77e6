import opening from '#config/opening'
import string from '@adonisjs/core/helpers/string'
import vine from '@vinejs/vine'
import type { ConstructableSchema, SchemaTypes } from '@vinejs/vine/types'
import { type RuleLayers, ruleAfter, type Sourced } from '#scheduling/rules/effective_rules'
import {
  isSetAt,
  type Level,
  type Rule,
  RULES,
  type Rules,
  type RulesAt,
  type SettingsRules,
} from '#scheduling/rules/rules'
import { readStartList, writeStartList } from '#scheduling/slots/start_list'
import { readLengths, writeLengths } from '#validators/services/length_list'
import { calendarDay, count, lengthList, startList } from '#validators/rules'

interface Saved {
  link: Omit<RulesAt<'link'>, 'hours' | 'excludedDates'>
  service: Omit<RulesAt<'service'>, 'hours' | 'reminderMinutes'>
  host: RulesAt<'host'>
  settings: Omit<SettingsRules, 'reminderMinutes'>
}

type RuleForm = keyof Saved

interface Kind {
  schema: (rule: Rule) => SchemaTypes & { optional: () => SchemaTypes }
  write: (value: never) => string
  read: (typed: never) => unknown
  control?: Record<string, string>
  /** Those on offer; one that is stored already stays. */
  choices?: readonly number[]
}

export interface RuleField extends Rule {
  /** The rule's own name, whatever its field is called. */
  rule: string
  name: string
  column: string
  kind: Kind
  label: string
  /** The key of its hint, where that is not the label's. */
  hint?: string
  /** The column of the settings that holds where it is left empty. */
  inherits?: string
  /** What a new row has, and one that leaves it empty, where nobody else would say it. */
  usual?: unknown
  isRequired: boolean
}

const asTyped = (typed: unknown) => typed
const LIST = { autocomplete: 'off' }
const CUTOFFS = [0, 60, 120, 240, 720, 1440, 2880, 4320, 10_080, 20_160]

const NUMBER: Kind = {
  schema: ({ bounds = [0, 0] }) => count(...bounds),
  write: String,
  read: asTyped,
  control: { inputmode: 'numeric' },
}

/** Rules of other units have no field. */
const KINDS: Partial<Record<Rule['unit'], Kind>> = {
  minutes: NUMBER,
  days: NUMBER,
  bookings: NUMBER,
  places: NUMBER,
  moves: NUMBER,
  cutoff: { ...NUMBER, choices: CUTOFFS },
  date: { schema: calendarDay, write: String, read: asTyped, control: { type: 'date' } },
  starts: { schema: startList, write: writeStartList, read: readStartList, control: LIST },
  lengths: { schema: lengthList, write: writeLengths, read: readLengths, control: LIST },
  switch: { schema: () => vine.accepted(), write: () => 'on', read: () => true },
}

export function ruleFields(form: RuleForm, rules: Rules = RULES): RuleField[] {
  return Object.entries(rules).flatMap(([name, rule]): RuleField[] => {
    const { unit, label, levels, settings, default: usual } = rule
    const kind = KINDS[unit]
    if (!kind || !label) return []
    const field = { ...rule, rule: name, kind, isRequired: false }
    if (form !== 'settings') {
      const own = {
        name: string.snakeCase(name),
        column: name,
        label: `owner.services.service.${label}`,
        inherits: settings?.name,
        usual: isSetAt(form, rule) ? usual : undefined,
        ...(form === 'link' && { hint: `owner.links.hint.${unit}` }),
      }
      return levels.includes(form) ? [{ ...field, ...own }] : []
    }
    if (!settings?.label) return []
    const theirs = {
      name: string.snakeCase(settings.name),
      column: settings.name,
      label: `owner.settings.${settings.label}`,
      bounds: settings.bounds ?? rule.bounds,
      isRequired: unit !== 'switch' && usual !== undefined,
    }
    return [{ ...field, ...theirs }]
  })
}

export function ruleRows<Form extends RuleForm>(
  form: Form,
  stored: Partial<Saved[Form]> = {},
  rules: Rules = RULES,
  layers: RuleLayers = {}
) {
  const fields = ruleFields(form, rules).map((field) => {
    const kept = stored[field.column as keyof Saved[Form]] ?? []
    const choices = field.kind.choices && new Set([...field.kind.choices, kept].flat().map(Number))
    const inherited = inheritedBy(form, field, layers, rules)
    return {
      ...field,
      inherited,
      choices: choices && [...choices].toSorted((one, other) => one - other),
    }
  })
  return [...Map.groupBy(fields, ({ row, name }) => row ?? name).values()]
}

/** Shown beside a field; where the settings are the last to be asked, it is what is usual. */
interface Inherited extends Sourced<unknown> {
  /** As it would stand in the field if it were said there. */
  typed: string
}

/** What a new business begins with, in the settings' own units; else the rule's default. */
const BEGINS_WITH: Partial<Record<string, number>> = {
  minAdvanceBookingHours: opening.leadHours,
  maxAdvanceBookingDays: opening.lookaheadDays,
  maxMoves: opening.maxMoves,
  bufferTimeMinutes: opening.pauseMinutes,
}

const WITH_SOURCE = new Set(['minutes', 'days', 'moves', 'cutoff'])
const OF_LINKS = new Set(['minutes', 'days', 'bookings', 'date', 'lengths'])

function inheritedBy(
  form: RuleForm,
  { rule, unit, kind, settings }: RuleField,
  layers: RuleLayers,
  rules: Rules
): Inherited | null {
  if (form === 'link') {
    return OF_LINKS.has(unit) ? { ...ruleOrNone(form, rule, layers, rules), typed: '' } : null
  }
  if (!WITH_SOURCE.has(unit) || !settings || form === 'host') return null
  if (form === 'service') return { ...ruleOrNone(form, rule, layers, rules), typed: '' }
  const { value, source } = ruleOrNone('business', rule, {}, rules)
  const { name, times = 1 } = settings
  const usual = BEGINS_WITH[name] ?? (value === null ? null : Number(value) / times)
  const typed = usual === null ? '' : kind.write(usual as never)
  return { value: usual === null ? null : usual * times, source, typed }
}

function ruleOrNone(level: Level, rule: string, layers: RuleLayers, rules: Rules) {
  const none = layers.service ? 'service' : layers.business ? 'business' : 'default'
  return ruleAfter(level, rule, layers, rules) ?? { value: null, source: none }
}

/** Back to what is inherited, in the form alone: nothing is saved by it. */
export function withoutRule(
  { values, errors }: { values: Record<string, string>; errors: Record<string, string> },
  reset: unknown,
  rows: ReturnType<typeof ruleRows>
) {
  const field = rows.flat().find(({ name }) => name === reset)
  if (!field?.inherited) return null
  const { name, inherited } = field
  return { values: { ...values, [name]: inherited.typed }, errors, focus: name }
}

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : ''

/** Numbers come as numbers, what is ticked as true, and all else as it was typed. */
type Typed<Value> = Value extends number ? number : Value extends boolean ? true : string

type RuleSchema<Columns> = {
  [Name in keyof Columns & string as Snake<Name>]: ConstructableSchema<
    unknown,
    Typed<NonNullable<Columns[Name]>> | undefined,
    unknown
  >
}

export function ruleSchema<Form extends RuleForm>(form: Form, rules: Rules = RULES) {
  const checks = ruleFields(form, rules).map((field) => {
    const schema = field.kind.schema(field)
    return [field.name, field.isRequired ? schema : schema.optional()]
  })
  return Object.fromEntries(checks) as RuleSchema<Saved[Form]>
}

export function typedRules<Form extends RuleForm>(
  form: Form,
  row: Partial<Saved[Form]>,
  rules: Rules = RULES
): Record<string, string> {
  const typed = ruleFields(form, rules).flatMap(({ name, column, kind, usual }) => {
    const value = row[column as keyof Saved[Form]] ?? usual
    if (value === false) return []
    return [[name, value === undefined ? '' : kind.write(value as never)]]
  })
  return Object.fromEntries(typed)
}

export function chosenRules<Form extends RuleForm>(
  form: Form,
  data: Readonly<Record<string, unknown>>,
  rules: Rules = RULES
): Saved[Form] {
  const chosen = ruleFields(form, rules).map(({ name, column, unit, kind, usual = null }) => {
    const empty = unit === 'switch' ? false : usual
    return [column, data[name] === undefined ? empty : kind.read(data[name] as never)]
  })
  return Object.fromEntries(chosen) as Saved[Form]
}
