/** Of an object that others wrote: whatever may stand in it. */
export type JsonFields = Record<string, unknown>

export function isJsonFields(value: unknown): value is JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** None where it is no object. */
export function jsonFields(value: unknown): JsonFields {
  return isJsonFields(value) ? value : {}
}
