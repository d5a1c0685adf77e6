import vine from '@vinejs/vine'
import { RULES } from '#scheduling/rules/rules'
import { count, duration, id } from '#validators/rules'

const MOST_HOSTS = 500
export const MOST_LENGTHS = 20

type Bounded = {
  [Name in keyof typeof RULES]: (typeof RULES)[Name] extends { bounds: unknown } ? Name : never
}[keyof typeof RULES]

/** True or false; no text that would mean it. */
export const truth = () => vine.boolean({ strict: true })

export const hostIds = () => vine.array(id()).distinct().maxLength(MOST_HOSTS)
export const lengths = () => vine.array(duration()).distinct().maxLength(MOST_LENGTHS)

/** Within the bounds of that rule. */
export const within = (rule: Bounded) => {
  const [least, most] = RULES[rule].bounds
  return count(least, most)
}

/** Null is as whatever stands above it has the rule. */
export const ownOrNull = (rule: Bounded) => within(rule).nullable().optional()
