import { Exception } from '@adonisjs/core/exceptions'

/** Fields of a form that come as `days[d1][open]`. */
export function recordIn(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object') throw malformedForm()
  return { ...value }
}

/** An empty field, or one without a tick, is null or missing. */
export function textIn(value: unknown): string {
  if (value !== null && value !== undefined && typeof value !== 'string') throw malformedForm()
  return value ?? ''
}

export function malformedForm() {
  return new Exception('Fields of the form are missing or not well formed.', {
    status: 422,
    code: 'E_MALFORMED_FORM',
  })
}
