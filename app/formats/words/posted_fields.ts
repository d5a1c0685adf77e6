/** A field of a form as a browser names it: `days[d1][open]`. */
export interface PostedField {
  name: string
  value: string
}

/** `answers.level.0`, as errors are named, is `answers[level][0]` in a form. */
export function postedName(path: string): string {
  const [name, ...keys] = path.split('.')
  return name + keys.map((key) => `[${key}]`).join('')
}

/** Deeper than any form of ours. */
const DEEPEST = 8

/** Everything that a form sent, ready to be sent again; but no password, and no token that ran out. */
export function postedFields(body: Record<string, unknown>): PostedField[] {
  return Object.entries(body)
    .filter(([name]) => name !== '_csrf')
    .flatMap(([name, value]) => fieldsOf(name, value, DEEPEST))
}

function fieldsOf(name: string, value: unknown, depth: number): PostedField[] {
  if (/password/i.test(name) || depth === 0) return []
  if (value === null || value === undefined) return [{ name, value: '' }]
  if (typeof value !== 'object') return [{ name, value: String(value) }]
  return Object.entries(value).flatMap(([key, item]) =>
    fieldsOf(`${name}[${key}]`, item, depth - 1)
  )
}
