import { escapeIdentifier, type Client } from 'pg'
import { LEFT_OUT_COLUMNS, LEFT_OUT_TABLES, ROWS_OF_BUSINESS } from '#services/archives/left_out'

interface CarriedColumn {
  name: string
  type: string
  isRequired: boolean
}

export interface CarriedTable {
  name: string
  columns: CarriedColumn[]
  key: string[]
  /** As PostgreSQL has them: `FOREIGN KEY (host_id) REFERENCES hosts(id)`. */
  references: string[]
}

interface FoundTable extends CarriedTable {
  hasBusiness: boolean
}

/** Each table of which something goes along. One that nobody has thought of is an error, not a loss. */
export async function carriedTables(client: Client): Promise<CarriedTable[]> {
  const { rows } = await client.query<FoundTable>(TABLES)
  return rows.flatMap(({ hasBusiness, ...table }) => {
    if (table.name in LEFT_OUT_TABLES) return []
    if (table.name !== 'users' && !hasBusiness && !(table.name in ROWS_OF_BUSINESS)) {
      throw new Error(`Nothing says which rows of ${table.name} are of a business`)
    }
    const isCarried = ({ name }: CarriedColumn) => !(`${table.name}.${name}` in LEFT_OUT_COLUMNS)
    return [{ ...table, columns: table.columns.filter(isCarried) }]
  })
}

/** Columns that PostgreSQL works out by itself are left out. */
const TABLES = `
  select tables.relname as name,
         (select json_agg(json_build_object('name', attname,
                   'type', format_type(atttypid, atttypmod), 'isRequired', attnotnull) order by attnum)
            from pg_attribute where attrelid = tables.oid
             and attnum > 0 and not attisdropped and attgenerated = '') as columns,
         (select coalesce(json_agg(attname order by attnum), '[]') from pg_index
            join pg_attribute on attrelid = tables.oid and attnum = any(indkey)
           where indrelid = tables.oid and indisprimary) as key,
         (select coalesce(json_agg(pg_get_constraintdef(oid) order by conname), '[]')
            from pg_constraint where conrelid = tables.oid and contype = 'f') as references,
         exists (select from pg_attribute where attrelid = tables.oid
                  and attname = 'business_id' and not attisdropped) as "hasBusiness"
    from pg_class as tables
   where relnamespace = cast('public' as regnamespace) and relkind = 'r' order by 1`

/** SQL of the condition that a row is of the business whose number is `$1`. */
export function rowsOfBusiness(table: CarriedTable, all: readonly CarriedTable[]): string {
  if (table.name === 'users') return `id in (${everybodyNamed(all)})`
  return ROWS_OF_BUSINESS[table.name] ?? 'business_id = $1'
}

/** Whoever works there, and whoever did and is still named by a row. */
function everybodyNamed(all: readonly CarriedTable[]): string {
  return all
    .flatMap((table) =>
      table.references.flatMap((reference) => {
        const [, column] = /^FOREIGN KEY \((\w+)\) REFERENCES users\(/.exec(reference) ?? []
        const of = rowsOfBusiness({ ...table, references: [] }, [])
        return column ? [`select ${column} from ${publicly(table.name)} where ${of}`] : []
      })
    )
    .join(' union ')
}

export const publicly = (name: string) => `public.${escapeIdentifier(name)}`
