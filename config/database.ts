import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'
import { giveUpWhenSilent } from '#services/silent_store'

// Ids and counts fit a JavaScript number; a calendar day must not become a moment in some zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

const applicationUrl = env.get('DATABASE_URL')

/** Connections of this process. */
export const databasePool = env.get('DATABASE_POOL', 10)

/**
 * People are told within five seconds that nothing answers. A lock is waited for three, so what
 * takes longer comes from a database that hangs. Jobs and commands take their time.
 */
const patience =
  app.getEnvironment() === 'web' ? { query_timeout: 3_500, connectionTimeoutMillis: 3_500 } : {}
const poolPatience =
  app.getEnvironment() === 'web'
    ? { acquireTimeoutMillis: 4_000, afterCreate: giveUpWhenSilent }
    : {}

/**
 * Two roles on one database: `postgres` is the application, which cannot alter the schema;
 * `owner` runs migrations. Where one URL is given, it is both.
 */
export default defineConfig({
  connection: 'postgres',
  connections: {
    postgres: {
      client: 'pg',
      connection: { connectionString: applicationUrl, ...patience },
      pool: { min: 0, max: databasePool, ...poolPatience },
    },
    owner: {
      client: 'pg',
      connection: {
        connectionString: env.get('DATABASE_OWNER_URL', applicationUrl),
      },
      pool: { min: 0, max: 2 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    },
  },
})
