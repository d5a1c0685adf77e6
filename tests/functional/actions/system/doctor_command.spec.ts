import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import { outside, type Outside } from '#services/doctor/outside'
import { openQueue } from '#services/queue'
import { withEmptyTables } from '#tests/support/database'
import { storeConnection } from '#tests/support/calendars'
import { openSmtpSink } from '#tests/support/smtp_sink'
import { serve } from '#tests/support/loopback'
import { takeBooking } from '#tests/support/outbox'
import Doctor from '../../../../commands/doctor.js'

interface Report {
  ok: boolean
  checks: { check: string; state: string; found: string; says: string; advice: string | null }[]
}

const RECORDS: Record<string, string[]> = {
  'shop.example': ['v=spf1 include:mail.example -all'],
  'post._domainkey.shop.example': ['v=DKIM1; p=MIGfMA0G'],
  '_dmarc.shop.example': ['v=DMARC1; p=reject'],
}

const SWEEP = { name: 'sweep_outbox', data: {}, opts: { attempts: 1 } } as const

/** A mail server, this deployment's address and the records of its domain, all as they should be. */
async function wellOutside(cleanup: TestContext['cleanup']): Promise<Outside> {
  const { url: smtpUrl } = await openSmtpSink(cleanup)
  const deployment = 'a-mark-for-tests'
  const site = await serve(cleanup, (_, response) => response.end(JSON.stringify({ deployment })))
  return {
    site: { url: site.replace(/\/$/, ''), mark: deployment, timeoutMs: 2_000 },
    mail: { ...outside.mail, channel: 'smtp', smtpUrl },
    texts: outside.texts,
    sender: { channel: 'smtp', sender: 'bookings@shop.example', dkimNames: ['post'] },
    read: async (name) => RECORDS[name] ?? [],
  }
}

async function run(given: Partial<Outside>, ...flags: string[]) {
  const command = await ace.create(Doctor, flags)
  command.outside = { ...outside, ...given }
  await command.exec()
  const lines = command.ui.logger.getLogs().map(({ message }) => message)
  command.ui.logger.flushLogs()
  return { lines, exitCode: command.exitCode ?? 0 }
}

async function report(given: Partial<Outside>) {
  const { lines, exitCode } = await run(given, '--json')
  const told = JSON.parse(lines.join('\n')) as Report
  const found = (check: string) => told.checks.find((one) => one.check === check)?.found
  return { ...told, found, exitCode }
}

test.group('doctor', (group) => {
  withEmptyTables(group)
  group.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })
  group.each.setup(async () => {
    await openQueue().upsertJobScheduler('sweep_outbox', { every: 30_000 }, SWEEP)
  })

  test('finds nothing wrong where nothing is', async ({ assert, cleanup }) => {
    const { ok, checks, exitCode } = await report(await wellOutside(cleanup))
    assert.isTrue(ok)
    assert.equal(exitCode, 0)
    assert.deepEqual(
      checks.map(({ check, found }) => `${check} ${found}`),
      [
        ...['address address_local', 'mail smtp_open', 'returned returned_unread'],
        ...['texts texts_mailbox', 'spf spf_found', 'dkim dkim_found', 'dmarc dmarc_enforced'],
        ...['worker worker_running', 'messages messages_sent', 'calendars calendars_none'],
        ...['portal reader_role_used', 'backups backups_off', 'clock clock_right'],
        'calendar_keys keys_none',
      ]
    )
  })

  test('says in words what is wrong and what to do, and ends with 1', async ({
    assert,
    cleanup,
  }) => {
    const well = await wellOutside(cleanup)
    const read = async () => []
    const { lines, exitCode } = await run({ ...well, read })
    assert.equal(exitCode, 1)
    const at = lines.findIndex((line) => line.includes('(SPF): shop.example does not say'))
    assert.match(lines[at], /^put right +Who may send/)
    assert.match(lines[at + 1], /^ +Where the domain is kept, add the TXT record/)
    assert.equal(lines.at(-1), 'Something has to be done.')
  })

  test('ends with 1 where something could not be looked at', async ({ assert, cleanup }) => {
    const well = await wellOutside(cleanup)
    const read = async () => {
      throw new Error('no name server')
    }
    const { found, ok, exitCode } = await report({ ...well, read })
    assert.equal(found('spf'), 'dns_away')
    assert.deepEqual([ok, exitCode], [false, 1])
  })

  test('sees a worker that is gone, a late message and a lost calendar', async ({
    assert,
    cleanup,
  }) => {
    const { shop } = await takeBooking()
    await db
      .from('notifications')
      .where({ status: 'queued' })
      .update({ next_attempt_at: new Date(Date.now() - 300_000) })
    const connection = await storeConnection(shop.host)
    await connection.merge({ state: 'lost', lostBecause: 'refused' }).save()
    const queue = openQueue()
    const { getJobScheduler } = queue
    cleanup(() => void Object.assign(queue, { getJobScheduler }))
    Object.assign(queue, { getJobScheduler: async () => ({ next: Date.now() - 600_000 }) })

    const { found, exitCode } = await report(await wellOutside(cleanup))
    assert.equal(found('worker'), 'worker_gone')
    assert.equal(found('messages'), 'messages_late')
    assert.equal(found('calendars'), 'calendars_lost')
    assert.equal(exitCode, 1)
  })

  test('sees that no worker ever ran, and which messages failed', async ({ assert, cleanup }) => {
    await takeBooking()
    await db.from('notifications').update({ status: 'failed' })
    await openQueue().removeJobScheduler('sweep_outbox')
    const { found } = await report(await wellOutside(cleanup))
    assert.equal(found('worker'), 'worker_never')
    assert.equal(found('messages'), 'messages_failed')
  })

  test('knows this deployment by what it says at its address', async ({ assert, cleanup }) => {
    const well = await wellOutside(cleanup)
    assert.equal((await report({ ...well, site: outside.site })).found('address'), 'address_local')
    const site = { ...outside.site, mark: 'another one' }
    assert.equal((await report({ ...well, site })).found('address'), 'address_elsewhere')
  })
})
