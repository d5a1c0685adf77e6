import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { Group } from '@japa/runner/core'
import pg from 'pg'
import { writeBackup, type BackupOrder } from '#services/backups/write_backup'
import env from '#start/env'

export const OWNER_URL = env.get('DATABASE_OWNER_URL', env.get('DATABASE_URL'))

export interface Scratch {
  name: string
  ownerUrl: string
  settings: { DATABASE_URL: string; DATABASE_OWNER_URL: string }
}

/** A folder, and databases of the test's own beside that of the run; all of them go with the group. */
export function withScratch(group: Group) {
  const scratches: Scratch[] = []
  const place = { folder: '' }
  group.each.setup(async () => {
    place.folder = await mkdtemp(app.tmpPath('backups-'))
    return () => rm(place.folder, { recursive: true, force: true })
  })
  group.each.teardown(async () => {
    for (const { name } of scratches.splice(0)) {
      if (db.manager.has(name)) await db.manager.close(name, true)
      await asked(OWNER_URL, `drop database ${name} with (force)`)
    }
  })
  return {
    place,
    async database(): Promise<Scratch> {
      const name = `bellhop_backup_${process.pid}_${performance.now().toFixed(0)}`
      await asked(OWNER_URL, `create database ${name}`)
      const [ownerUrl, url] = [OWNER_URL, env.get('DATABASE_URL')].map((of) => {
        const own = new URL(of)
        own.pathname = `/${name}`
        return own.href
      })
      db.manager.add(name, {
        client: 'pg',
        connection: { connectionString: ownerUrl },
        pool: { min: 0, max: 2 },
        migrations: { naturalSort: true, paths: ['database/migrations'] },
        schemaGeneration: { enabled: false },
      })
      const settings = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }
      const scratch = { name, ownerUrl, settings }
      scratches.push(scratch)
      return scratch
    },
  }
}

export function backUp(folder: string, order: Partial<BackupOrder> = {}) {
  return writeBackup({
    ...{ databaseUrl: OWNER_URL, folder, reason: 'command', key: null },
    ...{ applicationVersion: '1.0.0', appKeyId: 'known', ...order },
  })
}

export async function asked<Row extends pg.QueryResultRow>(
  url: string,
  question: string
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(question)
    return rows
  } finally {
    await client.end()
  }
}

/** For each table, how many rows it has and a checksum of all that is in them. */
export async function checksumsOf(url: string): Promise<Record<string, string>> {
  const tables = await asked<{ name: string }>(
    url,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1"
  )
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' ' || md5(coalesce(string_agg(line, '' order by line), ''))
         as sum from (select md5(cast(${name} as text)) as line from ${name}) as lines`
  )
  const sums = await asked<{ name: string; sum: string }>(url, each.join(' union all '))
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]))
}

/** All that migrations and preparing make: columns, constraints, indexes, triggers, functions, policies. */
export async function shapeOf(url: string): Promise<string[]> {
  const lines = await asked<{ line: string }>(url, SHAPE)
  return lines.map(({ line }) => line)
}

const SHAPE = `
  select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
    as line from information_schema.columns where table_schema = 'public'
  union all
  select format('%s %s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all
  select format('%s %s', pg_get_triggerdef(oid), tgenabled) from pg_trigger where not tgisinternal
  union all
  select format('%s %s %s %s', tablename, policyname, qual, with_check) from pg_policies
  union all
  select format('%s %s', proname, md5(prosrc)) from pg_proc where pronamespace = 'public'::regnamespace
  order by 1`

/** A command in a process of its own, as somebody types it. */
export function begin(args: string[], settings: Record<string, string>): ChildProcess {
  return fork(app.makePath('bin/console.ts'), args, {
    execArgv: ['--import=@poppinss/ts-exec'],
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

export async function command(args: string[], settings: Record<string, string>) {
  const child = begin(args, settings)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (words: string) => {
      said += words
    })
  }
  const [status] = await once(child, 'close')
  return { status, said }
}

/** Keeps everybody from a table until it is let go, so that a copy stops halfway. */
export async function holdTable(url: string, table: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`begin; lock table ${table} in access exclusive mode`)
  return {
    async isWaitedFor() {
      const { rows } = await client.query(
        'select from pg_locks where not granted and relation = $1::regclass',
        [table]
      )
      return rows.length > 0
    },
    letGo: () => client.end(),
  }
}
