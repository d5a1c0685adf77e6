import db from '@adonisjs/lucid/services/db'

/** Words that nobody writes by chance; every one has this in it. */
const MARK = 'zqcanary'

export const canary = (where: string) => `${MARK} ${where}`

export const CANARY = {
  name: 'Zqcanary Nameling',
  email: 'zqcanary.mail@client.example',
  phone: '07700 900777',
} as const

/** Name and words by the mark; a number also however it is written. */
const PATTERN = `${MARK}|7700[^0-9a-z]{0,3}900[^0-9a-z]{0,3}777`

interface Column {
  table: string
  column: string
}

/** Of every table there is, ours and the queue's: what text can be in. Also text within JSON and lists. */
async function textColumns(): Promise<Column[]> {
  const { rows } = await db.rawQuery<{ rows: Column[] }>(
    `select columns.table_schema || '.' || columns.table_name as table, column_name as column
       from information_schema.columns join information_schema.tables
         using (table_schema, table_name)
      where table_type = 'BASE TABLE'
        and table_schema not in ('pg_catalog', 'information_schema')
        and (data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea')
          or udt_name = 'citext')
      order by 1, 2`
  )
  return rows
}

/** Base64 hides words, as in the files that go with a mail. */
const IS_FOUND = (column: string) =>
  `(cast(${column} as text) ~* :pattern or cast(${column} as text) like any (:encoded))`

/** The word in base64, wherever in three bytes it begins. */
const ENCODED = [0, 1, 2].map((offset) => {
  const encoded = Buffer.from(`${' '.repeat(offset)}${CANARY.email}`).toString('base64')
  return `%${encoded.slice(4, -4)}%`
})

/** As `table.column`, those that have a canary. */
export async function whereCanariesAre(): Promise<string[]> {
  const found: string[] = []
  for (const { table, column } of await textColumns()) {
    const { rows } = await db
      .connection('owner')
      .rawQuery<{ rows: unknown[] }>(
        `select 1 from ${table} where ${IS_FOUND(`"${column}"`)} limit 1`,
        { pattern: PATTERN, encoded: ENCODED }
      )
    if (rows.length > 0) found.push(`${table.replace(/^public\./, '')}.${column}`)
  }
  return found
}

export async function tablesWithText(): Promise<string[]> {
  const tables = (await textColumns()).map(({ table }) => table.replace(/^public\./, ''))
  return [...new Set(tables)]
}

export function hasCanary(text: string): boolean {
  return new RegExp(PATTERN, 'i').test(text)
}
