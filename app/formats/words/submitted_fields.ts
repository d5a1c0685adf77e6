export interface SubmittedField {
  name: string
  value: string
}

/** Errors say `answers.level.0` where a form says `answers[level][0]`. */
export function submittedName(path: string): string {
  const [name, ...keys] = path.split('.')
  return name + keys.map((key) => `[${key}]`).join('')
}

/** Deeper than any of our forms. */
const DEEPEST = 8

/** Passwords and expired tokens are left out. */
export function submittedFields(body: Record<string, unknown>): SubmittedField[] {
  return Object.entries(body)
    .filter(([name]) => name !== '_csrf' && name !== '_press')
    .flatMap(([name, value]) => fieldsOf(name, value, DEEPEST))
}

function fieldsOf(name: string, value: unknown, depth: number): SubmittedField[] {
  if (/password/i.test(name) || depth === 0) return []
  if (value === null || value === undefined) return [{ name, value: '' }]
  if (typeof value !== 'object') return [{ name, value: String(value) }]
  return Object.entries(value).flatMap(([key, item]) =>
    fieldsOf(`${name}[${key}]`, item, depth - 1)
  )
}
