import db from '@adonisjs/lucid/services/db'
import { rowSecrets, SEALED_COLUMNS } from '#models/row_secrets'

interface Resealed {
  resealed: number
  /** Which neither key opens. */
  unreadable: { table: string; id: number }[]
}

/** Encrypts every secret in the database with the key of now, whichever of the two made it. */
export default class ResealSecrets {
  async handle(): Promise<Resealed> {
    const done: Resealed = { resealed: 0, unreadable: [] }
    for (const { purpose, table, id: key, column } of SEALED_COLUMNS) {
      const { open, seal } = rowSecrets(purpose)
      const rows: Record<string, string>[] = await db
        .from(table)
        .select(key, column)
        .whereNotNull(column)
        .orderBy(key)
      for (const { [key]: stored, [column]: sealed } of rows) {
        const id = Number(stored)
        const secret = open<string | object>(id, sealed)
        if (secret === null) {
          done.unreadable.push({ table, id })
          continue
        }
        // Renewed meanwhile it is of the key of now already.
        const changed = await db
          .from(table)
          .where(key, id)
          .where(column, sealed)
          .update({ [column]: seal(id, secret) })
        done.resealed += Number(changed)
      }
    }
    return done
  }
}
