import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CreateDueBackup from '#actions/backups/create_due_backup'
import backups from '#config/backups'
import { withEmptyTables } from '#tests/support/database'

const OLD = 'bellhop-2020-01-01T03-00-00.000Z.tar.gz'
const OLDER = 'bellhop-2020-01-01T02-00-00.000Z.tar.gz'
const NOTES = 'bellhop-notes.tar.gz'

test.group('The backup that is due', (group) => {
  withEmptyTables(group)
  let folder = ''

  group.each.setup(async () => {
    folder = await mkdtemp(app.tmpPath('due-'))
    backups.folder = folder
    return async () => {
      backups.folder = null
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('is made once per interval, and its age is in the metrics', async ({ client, assert }) => {
    const figure = async () =>
      /^backup_last_timestamp_seconds (\S+)$/m.exec((await client.get('/metrics')).text())?.[1]
    await new CreateDueBackup().handle()
    await new CreateDueBackup().handle()
    assert.lengthOf(await readdir(folder), 1)
    assert.approximately(Number(await figure()), Date.now() / 1_000, 60)

    await db.rawQuery("update backups set taken_at = taken_at - interval '24 hours'")
    await new CreateDueBackup().handle()
    assert.lengthOf(await readdir(folder), 2)
  })

  test('lets go of those it outdates, and of nothing else', async ({ assert }) => {
    for (const name of [OLD, OLDER, NOTES]) await writeFile(join(folder, name), '')
    await new CreateDueBackup().handle()
    const left = await readdir(folder)
    assert.includeMembers(left, [OLD, NOTES])
    assert.notInclude(left, OLDER)
    assert.lengthOf(left, 3)
  })

  test('is none where no folder is set', async ({ assert }) => {
    backups.folder = null
    await new CreateDueBackup().handle()
    assert.isNull(await db.from('backups').first())
  })
})
