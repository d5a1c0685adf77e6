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

const ANSWER = { type: ['string', 'number', 'boolean', 'array', 'null'], items: { type: 'string' } }

/** The questions of the service say which; Vine would describe it as anything. */
const isAnswer = vine.createRule(() => {}, {
  toJSONSchema: (schema) => {
    delete schema.anyOf
    Object.assign(schema, ANSWER)
  },
})

/** By the key of each question. */
export const answersByKey = () => vine.record(vine.any().use(isAnswer()).nullable()).optional()

/** Within the bounds of that rule. */
export const within = (rule: Bounded) => {
  const [least, most] = RULES[rule].bounds
  return count(least, most)
}

/** Null is as whatever stands above it has the rule. */
export const ownOrNull = (rule: Bounded) => within(rule).nullable().optional()
