import { request } from 'node:http'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { freePort, startProgram } from '#tests/support/web_process'

/** As a proxy on this machine asks that adds no header of its own and names the machine it asks. */
async function askPlainly(port: number, path: string): Promise<number | undefined> {
  const sent = request({ host: '127.0.0.1', port, path, headers: { host: `localhost:${port}` } })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode
}

test.group('Where people reach us under another name', () => {
  test('neither mailbox nor metrics exist for a proxy on this machine', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    const settings = { PORT: String(port), APP_URL: 'https://book.example.com' }
    const server = await startProgram('server', settings, (child) =>
      cleanup(() => void child.kill('SIGKILL'))
    )
    assert.equal(await askPlainly(port, '/health/live'), 200)
    for (const path of ['/dev/mails', '/dev/mails/1', '/metrics']) {
      assert.equal(await askPlainly(port, path), 404, path)
    }
    server.kill('SIGTERM')
  })
})
