/** What a key may be for, in the order of its form. */
export const SCOPED = [
  'bookings',
  'services',
  'people',
  'availability',
  'clients',
  'links',
  'settings',
  'webhooks',
  'reports',
] as const

export type Scope = `${(typeof SCOPED)[number]}:${'read' | 'write'}`

/** Reports are read only. */
export const SCOPES: readonly Scope[] = SCOPED.flatMap((noun): Scope[] =>
  noun === 'reports' ? [`${noun}:read`] : [`${noun}:read`, `${noun}:write`]
)

/** Stands for all of them, and for those that come later. */
export const ALL_SCOPES = 'all'

export function readScopes(text: string): string[] | null {
  if (text.trim() === ALL_SCOPES) return [ALL_SCOPES]
  const named = text.split(',').map((scope) => scope.trim())
  const isKnown = named.every((name) => SCOPES.some((scope) => scope === name))
  return isKnown ? [...new Set(named)] : null
}
