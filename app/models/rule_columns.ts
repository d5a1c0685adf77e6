import { BaseModel, column } from '@adonisjs/lucid/orm'
import {
  type Level,
  type Rule,
  RULES,
  type Rules,
  type RulesAt,
  rulesAt,
  type SettingsRules,
} from '#scheduling/rules/rules'

const AS_JSON = new Set<Rule['unit']>(['starts', 'hours', 'date_spans'])

const prepare = (value: unknown) => (value === null ? null : JSON.stringify(value))

export function modelWithRules<Where extends Level>(level: Where, rules: Rules = RULES) {
  const columns = rulesAt(level, rules).map((name) => [name, rules[name]] as const)
  return modelWith<RulesAt<Where>>(columns)
}

export function modelWithSettingsRules(rules: Rules = RULES) {
  const columns = Object.values(rules).flatMap((rule) =>
    rule.settings ? [[rule.settings.name, rule] as const] : []
  )
  return modelWith<SettingsRules>(columns)
}

function modelWith<Columns>(columns: readonly (readonly [string, Rule])[]) {
  class ModelWithRules extends BaseModel {}
  for (const [name, { unit }] of columns) {
    column(AS_JSON.has(unit) ? { prepare } : {})(ModelWithRules.prototype, name)
  }
  return ModelWithRules as typeof BaseModel & (new (...args: any[]) => Columns)
}
