import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import OneTimeLink from '#models/links/one_time_link'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { makeLink } from '#tests/support/links'

async function run(command: string, ...args: string[]) {
  const { ui, exitCode } = await ace.exec(command, args)
  const output = ui.logger.getLogs().map(({ message }) => message)
  ui.logger.flushLogs()
  return { output, exitCode: exitCode ?? 0 }
}

test.group('The commands of links', (group) => {
  withGlobalTransaction(group)
  group.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  test('make a link whose address opens it, list it, take it back and arm it again', async ({
    client,
    assert,
  }) => {
    const { business, service } = await openShop()
    const made = await run(
      'links:create',
      business.slug,
      service.slug,
      '--one-time',
      '--recipient-email=ines@duarte.example'
    )
    const { pathname } = new URL(made.output[0])
    const open = async () => (await client.get(pathname)).status()
    assert.equal(await open(), 200)

    const { id, recipientEmail } = await OneTimeLink.firstOrFail()
    assert.equal(recipientEmail, 'ines@duarte.example')
    const change = async (...flags: string[]) =>
      (await run('links:revoke', business.slug, String(id), ...flags)).exitCode
    assert.equal(await change(), 0)
    assert.equal(await open(), 410)
    const { output } = await run('links:list', business.slug)
    assert.lengthOf(output, 1)
    assert.include(output[0], `one-time ${id} | ${service.name} | revoked`)
    assert.equal(await change('--rearm', '--days=-1'), 1)
    assert.equal(await change('--rearm'), 0)
    assert.equal(await open(), 200)
  })

  test('offer picked times, hold them, and say which cannot be had', async ({ assert }) => {
    const { business, service } = await openShop()
    const startsAt = tenOClock()
    const write = (hour: number) => startsAt.set({ hour }).toFormat("yyyy-MM-dd'T'HH:mm")
    const make = (...flags: string[]) =>
      run('links:create', business.slug, service.slug, '--one-time', ...flags)
    const offers = [`--offer=${write(10)}`, `--offer=${write(14)}/PT45M`]

    assert.equal((await make(...offers, '--holds')).exitCode, 0)
    const { offeredTimes } = await OneTimeLink.firstOrFail()
    assert.deepEqual(
      offeredTimes?.map(({ start, end }) => [start, (end - start) / 60_000]),
      [
        [startsAt.toMillis(), 60],
        [startsAt.set({ hour: 14 }).toMillis(), 45],
      ]
    )
    const { output } = await run('links:list', business.slug)
    assert.isTrue(output[0].endsWith('| 2 times, held'))

    const refused = [
      await make(...offers),
      await make('--offer=soon'),
      await make('--holds'),
      await run('links:create', business.slug, service.slug, offers[0]),
      await make('--each=-', '--holds', ...offers),
    ]
    assert.deepEqual(
      refused.map(({ exitCode }) => exitCode),
      [1, 1, 1, 1, 1]
    )
    assert.include(refused[0].output[0], `${write(10)} is taken; ${write(14)} is taken.`)
    assert.lengthOf(await OneTimeLink.all(), 1)
  })

  test('make a one-time link for each of a pasted list, or none where a line is wrong', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { business, service } = await openShop()
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-links-'))
    cleanup(() => rm(folder, { recursive: true }))
    const file = join(folder, 'people.txt')
    const make = async (pasted: string) => {
      await writeFile(file, pasted)
      return run('links:create', business.slug, service.slug, `--each=${file}`)
    }

    const wrong = await make('sam@example.com\nnobody\n')
    assert.equal(wrong.exitCode, 1)
    assert.isEmpty(await OneTimeLink.all())

    const made = await make('Ines Duarte <ines@duarte.example>\nsam@example.com\n')
    assert.equal(made.exitCode, 0)
    const rows = made.output.map((line) => line.split('\t'))
    assert.deepEqual(
      rows.map(([email]) => email),
      ['ines@duarte.example', 'sam@example.com']
    )
    for (const [, address] of rows) {
      assert.equal((await client.get(new URL(address).pathname)).status(), 200)
    }
    const stored = await OneTimeLink.query().orderBy('id')
    assert.deepEqual(
      stored.map(({ recipientName }) => recipientName),
      ['Ines Duarte', null]
    )
  })

  test('know the addresses of booking links, and nothing of other businesses', async ({
    assert,
  }) => {
    const [shop, other] = [await openShop(), await openShop()]
    const link = await makeLink(shop)
    const { output } = await run('links:list', shop.business.slug)
    assert.isTrue(output[0].endsWith(`/public/bookings/${link.token}`))
    assert.isEmpty((await run('links:list', other.business.slug)).output)
    const { exitCode } = await run('links:create', other.business.slug, 'nothing-there')
    assert.equal(exitCode, 1)
  })
})
