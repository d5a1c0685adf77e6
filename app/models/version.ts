import { createHash } from 'node:crypto'
import type { LucidRow } from '@adonisjs/lucid/types/model'

/** They change without a change of content. */
const TIMESTAMPS = new Set(['createdAt', 'updatedAt'])

export function versionOf(...read: unknown[]): string {
  const text = JSON.stringify(read, (_, value) => (isRecord(value) ? sorted(value) : value))
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** Without a version nothing counts as changed. */
export function isChangedSince(version: string | null, ...read: unknown[]): boolean {
  return version !== null && version !== versionOf(...read)
}

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
