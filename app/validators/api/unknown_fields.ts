import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'

type JsonSchema = Record<string, unknown>

const schemas = new WeakMap<object, JsonSchema>()

/** Each field that a validator does not know, as "answers.0.colour"; it would be dropped silently. */
export function unknownFields<Schema extends SchemaTypes>(
  validator: VineValidator<Schema, undefined>,
  data: unknown
): string[] {
  return unknownIn(schemaOf(validator), data, '')
}

export function knownFields<Schema extends SchemaTypes>(
  validator: VineValidator<Schema, undefined>
): ReadonlySet<string> {
  const { properties } = schemaOf(validator)
  return new Set(isRecord(properties) ? Object.keys(properties) : [])
}

function schemaOf<Schema extends SchemaTypes>(
  validator: VineValidator<Schema, undefined>
): JsonSchema {
  const known = schemas.get(validator) ?? (validator.toJSONSchema() as JsonSchema)
  schemas.set(validator, known)
  return known
}

function unknownIn(schema: JsonSchema, value: unknown, path: string): string[] {
  const at = (name: string | number) => (path ? `${path}.${name}` : String(name))
  if (Array.isArray(value)) {
    const { items } = schema
    return isRecord(items) ? value.flatMap((item, nth) => unknownIn(items, item, at(nth))) : []
  }
  const { properties, additionalProperties } = schema
  if (!isRecord(value) || !isRecord(properties)) return []
  return Object.entries(value).flatMap(([name, item]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : null
    if (isRecord(own)) return unknownIn(own, item, at(name))
    return additionalProperties === false ? [at(name)] : []
  })
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
