import db from '@adonisjs/lucid/services/db'

/** What the database is asked while `work` runs. */
export async function queriesOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const note = ({ sql }: { sql: string }) => statements.push(sql)
  const client = db.connection().getWriteClient()
  client.on('query', note)
  await work()
  client.removeListener('query', note)
  return statements
}
