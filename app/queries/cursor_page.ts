import type { LucidModel, LucidRow, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { isDate } from '#scheduling/time/dates'

export interface PageOrder {
  /** A column that is never null, with the name of its table: "bookings.starts_at". */
  column: string
  type: 'timestamptz' | 'date' | 'bigint' | 'text'
  direction: 'asc' | 'desc'
}

/** It is none of ours, or of a list in another order. */
export class CursorError extends Error {}

interface Wanted {
  order: PageOrder
  limit: number
  cursor: string | null
}

/**
 * Rows in the order of a column and then the id, after the row that the cursor names: no row is left
 * out or comes twice, whatever is added and taken away meanwhile.
 */
export async function pageAfter<Model extends LucidModel>(
  query: ModelQueryBuilderContract<Model, InstanceType<Model>>,
  { order, limit, cursor }: Wanted
): Promise<{ rows: InstanceType<Model>[]; next: string | null }> {
  const { column, type, direction } = order
  const [table] = column.split('.')
  const id = `${table}.id`
  if (cursor !== null) {
    const { value, after } = readCursor(cursor, order)
    const isAfter = direction === 'asc' ? '>' : '<'
    query.whereRaw(`(${column}, ${id}) ${isAfter} (cast(? as ${type}), ?)`, [value, after])
  }
  const rows = await query
    .select(`${table}.*`)
    .select(query.client.raw(`cast(${column} as text) as cursor_value`))
    .orderBy(column, direction)
    .orderBy(id, direction)
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown, next: last ? writeCursor(last, order) : null }
}

/** The same of a list that is whole in memory, by a key of each row that no other has. */
export function pageInMemory<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { limit, cursor }: { limit: number; cursor: string | null }
): { rows: Row[]; next: string | null } {
  const after = cursor === null ? -1 : rows.findIndex((row) => cursorOf(keyOf(row)) === cursor)
  if (cursor !== null && after < 0) throw new CursorError()
  const shown = rows.slice(after + 1, after + 1 + limit)
  const last = shown.at(-1)
  const isOver = after + 1 + limit >= rows.length || last === undefined
  return { rows: shown, next: isOver ? null : cursorOf(keyOf(last)) }
}

/** Opaque to whoever is given it; it names its list and the last row that was shown. */
export function cursorOf(...parts: unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Nothing where it is no cursor. */
export function cursorParts(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}

function writeCursor(row: LucidRow, order: PageOrder): string {
  return cursorOf(nameOf(order), row.$extras.cursor_value, row.$primaryKeyValue)
}

function readCursor(cursor: string, order: PageOrder): { value: string; after: number } {
  const [name, value, after] = cursorParts(cursor)
  const isOurs = name === nameOf(order) && typeof value === 'string' && Number.isSafeInteger(after)
  if (!isOurs || !isOf(order.type, value)) throw new CursorError()
  return { value, after: Number(after) }
}

function nameOf({ column, direction }: PageOrder): string {
  return `${column} ${direction}`
}

/** As PostgreSQL writes it, and nothing that it could not read. */
function isOf(type: PageOrder['type'], value: string): boolean {
  if (type === 'bigint') return /^-?\d{1,15}$/.test(value)
  if (type === 'date') return isDate(value)
  if (type === 'text') return !value.includes('\0')
  return isStoredMoment(value)
}

export function isStoredMoment(value: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:?\d\d)?$/.test(value) &&
    isMoment(value)
  )
}

function isMoment(value: string): boolean {
  return !Number.isNaN(Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')))
}
