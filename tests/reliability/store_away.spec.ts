import { test } from '@japa/runner'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startProgram } from '#tests/support/web_process'
import { openWire } from '#tests/support/wire'

const ENDS_WITHIN_MS = 60_000

test.group('A program whose database is away', () => {
  test('ends where it is a worker, so that whoever keeps it running starts it again', async ({
    assert,
  }) => {
    const { url } = databaseThrough(await freePort())
    const outcome = startProgram('worker', { DATABASE_URL: url }).then(
      (child) => `ready, ${child.kill('SIGKILL')}`,
      (error: Error) => error.message
    )
    assert.equal(
      await Promise.race([outcome, sleep(ENDS_WITHIN_MS, 'still there', { ref: false })]),
      'The worker did not start'
    )
  })

  test('says so where it is the web server, and asks the queue anew once the database is back', async ({
    assert,
    cleanup,
  }) => {
    const wire = await openWire(databaseThrough().database)
    cleanup(() => wire.close())
    wire.cut()
    const port = await freePort()
    const settings = { DATABASE_URL: databaseThrough(wire.port).url, PORT: String(port) }
    const server = await startProgram('server', settings)
    cleanup(() => void server.kill('SIGKILL'))
    const queueIsUp = async () => {
      const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      return /^metrics_source_up\{source="queue"\} (\d)$/m.exec(figures)?.[1]
    }

    assert.equal(await queueIsUp(), '0')
    const away = await fetch(`http://127.0.0.1:${port}/book/anybody`)
    assert.equal(away.status, 503)
    assert.equal(away.headers.get('retry-after'), '5')
    assert.include(await away.text(), 'We cannot answer right now')

    wire.mend()
    let answer = await queueIsUp()
    for (let tries = 1; answer !== '1' && tries < 20; tries++) {
      await sleep(250)
      answer = await queueIsUp()
    }
    assert.equal(answer, '1')
  })
})

function databaseThrough(port?: number) {
  const url = new URL(String(process.env.DATABASE_URL))
  const database = { host: url.hostname, port: Number(url.port || 5432) }
  if (port) url.host = `127.0.0.1:${port}`
  return { url: url.href, database }
}
