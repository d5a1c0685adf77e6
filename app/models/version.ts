import { createHash } from 'node:crypto'
import type { LucidRow } from '@adonisjs/lucid/types/model'

/** When a row was written says nothing of what stands in it. */
const TIMESTAMPS = new Set(['createdAt', 'updatedAt'])

/** What was read, in few characters: the same for as long as all of it stays as it is. */
export function versionOf(...read: unknown[]): string {
  const text = JSON.stringify(read, (_, value) => (isRecord(value) ? sorted(value) : value))
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** Whether it was changed since that version was read; without one it may stand however it does. */
export function isChangedSince(version: string | null, ...read: unknown[]): boolean {
  return version !== null && version !== versionOf(...read)
}

/** What stands in a row, without the columns that another form saves. */
export function contentOf(row: LucidRow, elsewhere: readonly string[] = []) {
  const { $attributes: columns } = row
  return Object.fromEntries(
    Object.entries(columns).filter(([name]) => !TIMESTAMPS.has(name) && !elsewhere.includes(name))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1))
  )
}
