import { test } from '@japa/runner'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '#tests/support/until'
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
    assert.match(
      await Promise.race([outcome, sleep(ENDS_WITHIN_MS, 'still there', { ref: false })]),
      /^The worker did not start: it left with code 1, having said:\n.*ECONNREFUSED/s
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

  test('says so within five seconds where it hangs, readiness and figures within two, and goes on after it', async ({
    assert,
    cleanup,
  }) => {
    const wire = await openWire(databaseThrough().database)
    cleanup(() => wire.close())
    const port = await freePort()
    const settings = { DATABASE_URL: databaseThrough(wire.port).url, PORT: String(port) }
    const server = await startProgram('server', settings)
    cleanup(() => void server.kill('SIGKILL'))
    const ask = async (path: string, init?: RequestInit) => {
      const began = performance.now()
      const { status } = await fetch(`http://127.0.0.1:${port}${path}`, init)
      return { status, seconds: (performance.now() - began) / 1_000 }
    }
    const book = () =>
      ask('/api/booking/public/anybody/book', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    assert.equal((await ask('/health/ready')).status, 200)
    // What is read from the disk at the first request would count as waiting.
    assert.equal((await ask('/book/anybody')).status, 404)
    assert.equal((await book()).status, 404)

    wire.fallSilent()
    // More than there are connections: most wait for one of those that hear nothing.
    const pages = Array.from({ length: 15 }, (_, nth) => ask(`/book/anybody-${nth}`))
    const [ready, figures, ...answers] = await Promise.all([
      ask('/health/ready'),
      ask('/metrics'),
      book(),
      ...pages,
    ])
    assert.equal(ready.status, 503)
    assert.isBelow(ready.seconds, 2)
    assert.equal(figures.status, 200)
    assert.isBelow(figures.seconds, 2)
    for (const { status, seconds } of answers) {
      assert.equal(status, 503)
      assert.isBelow(seconds, 5)
    }
    assert.equal((await ask('/health/live')).status, 200)

    wire.speak()
    await until('An answer', async () => (await ask('/book/anybody')).status === 404)
    assert.equal((await ask('/health/ready')).status, 200)
  })
})

function databaseThrough(port?: number) {
  const url = new URL(String(process.env.DATABASE_URL))
  const database = { host: url.hostname, port: Number(url.port || 5432) }
  if (port) url.host = `127.0.0.1:${port}`
  return { url: url.href, database }
}
