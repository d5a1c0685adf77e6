import { inspect } from 'node:util'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { runMigrations } from 'bullmq'
import pg from 'pg'
import CreateBackup from '#actions/backups/create_backup'
import backups from '#config/backups'
import queueConfig from '#config/queue'
import { databaseTrouble, redisTrouble } from '#exceptions/store_trouble'
import { BackupRefused } from '#services/backups/backup_refused'
import { PREPARING } from '#services/backups/write_backup'
import { tryRedis } from '#services/redis_reach'
import { readerPolicies } from '#database/reader_policies'
import { ROW_POLICIES } from '#database/row_policies'
import env from '#start/env'

const ownerUrl = env.get('DATABASE_OWNER_URL', env.get('DATABASE_URL'))

/**
 * Brings a database to what this version needs: our tables, the queue's, and the rights of the role
 * that the application connects as; and sees that the queue's own store, if any, can be used. Safe to repeat, and safe to run from two machines at once.
 */
export default class DatabasePrepare extends BaseCommand {
  static commandName = 'database:prepare'
  static description = 'Migrate the database and grant the application its rights'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Say nothing when all went well' })
  declare quiet: boolean

  @flags.boolean({ description: 'Give a database without businesses the demo business' })
  declare demo: boolean

  async run() {
    if (!(await this.canUseRedis())) return
    const owner = new pg.Client({ connectionString: ownerUrl })
    try {
      await owner.connect()
      await owner.query('select pg_advisory_lock($1)', [PREPARING])
      const migrated = await this.migrate()
      await runMigrations(owner, queueConfig.schema)
      await owner.query(ROW_POLICIES)
      await this.grantRights(owner)
      await owner.query(readerPolicies(applicationOf(owner)))
      await db.rawQuery('select 1')
      if (!this.quiet) this.logger.success(`Database ready, ${migrated} migrations run`)
      if (this.demo) await this.seedDemo()
    } catch (error) {
      this.exitCode = 1
      const refusal = error instanceof BackupRefused ? error.message : databaseTrouble(error)
      this.logger.logError(refusal ?? inspect(error))
    } finally {
      await owner.end()
    }
  }

  private async canUseRedis() {
    const trouble = queueConfig.redisUrl ? await tryRedis(queueConfig.redisUrl) : null
    if (!trouble) return true
    this.exitCode = 1
    this.logger.logError(redisTrouble(trouble))
    return false
  }

  private async migrate() {
    const migrator = new MigrationRunner(db, this.app, {
      direction: 'up',
      connectionName: 'owner',
      // The lock above is held already, and waits where Lucid's own would fail.
      disableLocks: true,
    })
    await this.backUpBefore(migrator)
    await migrator.run()
    if (migrator.error) throw migrator.error
    return Object.keys(migrator.migratedFiles).length
  }

  /** Where backups are wanted, a schema is not changed before there is one of what it was. */
  private async backUpBefore(migrator: MigrationRunner) {
    const { folder } = backups
    if (!folder) return
    const migrations = await migrator.getList()
    const isEmpty = migrations.every(({ status }) => status === 'pending')
    if (isEmpty || migrations.every(({ status }) => status !== 'pending')) return
    const { path } = await new CreateBackup().handle(folder, 'migration')
    if (!this.quiet) this.logger.success(`Backed up before the migrations: ${path}`)
  }

  private async seedDemo() {
    if (await db.from('businesses').first()) {
      this.logger.info('There are businesses already, so no demo was added')
      return
    }
    const { default: DemoSeeder } = await import('#database/seeders/demo_seeder')
    await new DemoSeeder(db.connection()).run()
    this.logger.success('Demo business added')
  }

  /** Nothing to grant where one role both owns and uses the schema. */
  private async grantRights(owner: pg.Client) {
    const application = applicationOf(owner)
    if (application === owner.user) return

    const role = pg.escapeIdentifier(application)
    for (const schema of ['public', queueConfig.schema]) {
      await owner.query(`
        grant usage on schema ${schema} to ${role};
        grant select, insert, update, delete on all tables in schema ${schema} to ${role};
        grant usage, select, update on all sequences in schema ${schema} to ${role};
        alter default privileges in schema ${schema}
          grant select, insert, update, delete on tables to ${role};
        alter default privileges in schema ${schema}
          grant usage, select, update on sequences to ${role};
      `)
    }
    // BullMQ makes a sequence for each queue when its first job comes.
    await owner.query(`grant create on schema ${queueConfig.schema} to ${role}`)
    await owner.query(`
      revoke update, delete on audit_entries, audit_chain from ${role};
      revoke insert, update, delete
        on adonis_schema, adonis_schema_versions, ${queueConfig.schema}.migration from ${role};
    `)
  }
}

/** The role that the application connects as. */
function applicationOf(owner: pg.Client): string {
  const { username } = new URL(env.get('DATABASE_URL'))
  return decodeURIComponent(username) || (owner.user ?? '')
}
