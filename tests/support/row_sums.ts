import db from '@adonisjs/lucid/services/db'

/** One sum for each table of ours over all that its rows hold. */
export async function rowSums(): Promise<Record<string, string>> {
  const owner = db.connection('owner')
  const { rows: tables } = await owner.rawQuery(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`
  )
  const sums: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await owner.rawQuery(
      `select count(*) || ':' || coalesce(md5(string_agg(md5(each::text), '' order by md5(each::text))), '') as sum
         from "${name}" as each`
    )
    sums[name] = rows[0].sum
  }
  return sums
}
