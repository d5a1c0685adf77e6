import db from '@adonisjs/lucid/services/db'

/** After much was written at once, so that the next queries are planned for it; only an owner may. */
export async function analyze(tables: string): Promise<void> {
  await db.connection('owner').rawQuery(`analyze ${tables}`)
}
