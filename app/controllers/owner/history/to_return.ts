import type { Changed } from '#pages/owner/history/changes_in_words'
import type { previewSaving } from '#pages/owner/booked_first'

/** What undoing a change brings back, and how. */
export interface ToReturn {
  /** What is changed: a person's name, "Services". */
  about: string
  /** How it is, and how it will be. */
  lines: Changed[]
  version: string
  /** Null where nobody can be booked outside of it. */
  saving: Parameters<typeof previewSaving>[0] | null
  save: (version: string) => Promise<'saved' | 'ordered' | 'stale'>
  /** The page that shows it. */
  address: string
}
