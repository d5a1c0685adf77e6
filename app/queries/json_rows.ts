import string from '@adonisjs/core/helpers/string'
import { rulesAt, SETTINGS_RULES } from '#scheduling/rules/rules'

/** What pages and the booking transaction both read of a business's settings, and of a service. */
export const SETTINGS_READ = [...SETTINGS_RULES, 'requiresApproval', 'sendsTexts'] as const

export const SERVICE_READ = [
  ...rulesAt('service'),
  ...(['id', 'hostMode', 'isPlannedOnly', 'lengthPrices', 'policy'] as const),
] as const

/** What `json_build_object` takes of a table: each column under the name that models give it. */
export function jsonPairs(table: string, names: readonly string[]): string {
  return names.map((name) => `'${name}', ${table}.${string.snakeCase(name)}`).join(', ')
}

/**
 * JSON numbers would lose the digits of a price, so it is read as text. Needs the business beside it,
 * whose policy holds where the service has none.
 */
export function servicePairs(names: readonly string[]): string {
  const own = names.filter((name) => name !== 'policy')
  return `${jsonPairs('services', own)}, 'price', cast(services.price as text),
    'policy', coalesce(services.policy, businesses.policy)`
}

/** The rows of a select as one value. */
export const jsonRows = (select: string) =>
  `(select coalesce(json_agg(part), '[]') from (${select}) as part)`
