/** `note` is worth knowing and does no harm; `unknown` could not be looked at. */
export type FindingState = 'good' | 'note' | 'bad' | 'unknown'

export const CHECKED_PARTS = [
  ...(['address', 'mail', 'returned', 'texts', 'spf', 'dkim', 'dmarc'] as const),
  ...(['worker', 'messages', 'calendars', 'calendar_keys', 'portal', 'backups', 'clock'] as const),
] as const
export type CheckedPart = (typeof CHECKED_PARTS)[number]

export interface Finding {
  part: CheckedPart
  state: FindingState
  /** What is the case, as the catalogue names it, and what it says of it. */
  found: string
  values: Record<string, string | number>
  /** For whoever runs Bellhop: places and codes, never a secret. */
  detail: string | null
}

export interface FindingMore {
  values?: Finding['values']
  detail?: string
}

export function finding(
  part: CheckedPart,
  state: FindingState,
  found: string,
  { values = {}, detail }: FindingMore = {}
): Finding {
  return { part, state, found, values, detail: detail ?? null }
}

/** Whether nobody has to do anything: what could not be looked at may be anything. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state === 'good' || state === 'note')
}

/** The code of what went wrong, wherever it is: `fetch` hides it in the cause. */
export function codeOf(error: unknown): string {
  if (error instanceof DOMException) return error.name
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: unknown }
  if (typeof code === 'string' || typeof code === 'number') return String(code)
  if (cause) return codeOf(cause)
  return typeof name === 'string' ? name : 'error'
}
