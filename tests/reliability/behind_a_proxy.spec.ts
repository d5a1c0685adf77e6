import { once } from 'node:events'
import { test } from '@japa/runner'
import { forkProgram, freePort } from '#tests/support/web_process'

/** A server, what it logs, and what it answers to who comes through a proxy from there. */
async function serve(settings: Record<string, string>, cleanup: (stop: () => void) => void) {
  const port = await freePort()
  const child = forkProgram(
    'server',
    { ...{ NODE_ENV: 'production', PORT: String(port), LOG_LEVEL: 'info' }, ...settings },
    ['ignore', 'pipe', 'inherit', 'ipc']
  )
  cleanup(() => void child.kill('SIGKILL'))
  let log = ''
  child.stdout?.on('data', (chunk: Buffer) => (log += String(chunk)))
  await once(child, 'message')
  return {
    from: (address: string) =>
      fetch(`http://127.0.0.1:${port}/health/live`, { headers: { 'x-forwarded-for': address } }),
    async end() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      return log
    },
  }
}

/** What the server logs from its start until it answered two requests that came through a proxy. */
async function logOf(settings: Record<string, string>, cleanup: (stop: () => void) => void) {
  const server = await serve(settings, cleanup)
  for (const address of ['203.0.113.7', '203.0.113.8']) await server.from(address)
  return server.end()
}

const NETWORKS = ['203.0.113.7', '203.0.113.8', '2001:db8:1:2::1', '2001:db8:1:2::2']

/** Which request of its visitor each one is taken for. */
async function countsOf(settings: Record<string, string>, cleanup: (stop: () => void) => void) {
  const server = await serve({ RATE_LIMITS: 'on', ...settings }, cleanup)
  const counts: number[] = []
  for (const address of NETWORKS) {
    const { headers } = await server.from(address)
    const count = (name: string) => Number(headers.get(`x-ratelimit-${name}`))
    counts.push(count('limit') - count('remaining'))
  }
  return counts
}

const AT_START = /TRUST_PROXY is not set: if a proxy/g
const ON_ARRIVAL = /came through a proxy, and TRUST_PROXY is not set/g

test.group('Behind a proxy', () => {
  test('the log says at start, and once when it is seen, that visitors cannot be told apart', async ({
    assert,
    cleanup,
  }) => {
    const log = await logOf({ APP_URL: 'https://book.example.com' }, cleanup)
    assert.lengthOf(log.match(AT_START) ?? [], 1)
    assert.lengthOf(log.match(ON_ARRIVAL) ?? [], 1)
  })

  test('whose word is taken, there is nothing to say', async ({ assert, cleanup }) => {
    const settings = { APP_URL: 'https://book.example.com', TRUST_PROXY: 'loopback' }
    assert.notMatch(await logOf(settings, cleanup), /TRUST_PROXY/)
  })

  test('visitors are counted one by one only where its word is taken, and a network of IPv6 as one', async ({
    assert,
    cleanup,
  }) => {
    const settings = { APP_URL: 'https://book.example.com' }
    assert.deepEqual(await countsOf(settings, cleanup), [1, 2, 3, 4])
    assert.deepEqual(
      await countsOf({ ...settings, TRUST_PROXY: 'loopback' }, cleanup),
      [1, 1, 1, 2]
    )
  })
})
