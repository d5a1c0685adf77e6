import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import OneTimeLink from '#models/one_time_link'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink } from '#tests/support/links'

async function run(command: string, ...args: string[]) {
  const { ui, exitCode } = await ace.exec(command, args)
  const said = ui.logger.getLogs().map(({ message }) => message)
  ui.logger.flushLogs()
  return { said, exitCode: exitCode ?? 0 }
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
    const { pathname } = new URL(made.said[0])
    const open = async () => (await client.get(pathname)).status()
    assert.equal(await open(), 200)

    const { id, recipientEmail } = await OneTimeLink.firstOrFail()
    assert.equal(recipientEmail, 'ines@duarte.example')
    const change = async (...flags: string[]) =>
      (await run('links:revoke', business.slug, String(id), ...flags)).exitCode
    assert.equal(await change(), 0)
    assert.equal(await open(), 410)
    const { said } = await run('links:list', business.slug)
    assert.lengthOf(said, 1)
    assert.include(said[0], `one-time ${id} | ${service.name} | revoked`)
    assert.equal(await change('--rearm', '--days=-1'), 1)
    assert.equal(await change('--rearm'), 0)
    assert.equal(await open(), 200)
  })

  test('know the addresses of booking links, and nothing of other businesses', async ({
    assert,
  }) => {
    const [shop, other] = [await openShop(), await openShop()]
    const link = await makeLink(shop)
    const { said } = await run('links:list', shop.business.slug)
    assert.isTrue(said[0].endsWith(`/public/bookings/${link.token}`))
    assert.isEmpty((await run('links:list', other.business.slug)).said)
    const { exitCode } = await run('links:create', other.business.slug, 'nothing-there')
    assert.equal(exitCode, 1)
  })
})
