import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { test } from '@japa/runner'
import { DrainingServer } from '../../../bin/draining_server.js'
import { listenOnLoopback } from '#tests/support/loopback'

test.group('The web server', () => {
  for (const [kilobytes, status] of [
    [100, 422],
    [200, 431],
  ]) {
    test(`answers ${status} to an address of ${kilobytes} KB`, async ({ assert, cleanup }) => {
      const server = new DrainingServer((_, response) => void response.writeHead(422).end())
      cleanup(() => void server.closeAllConnections())
      const port = await listenOnLoopback(server)

      const path = `/?start=${'9'.repeat(kilobytes * 1000)}`
      const input = request({ host: '127.0.0.1', port, path }).end()
      const [response] = (await once(input, 'response')) as [IncomingMessage]
      assert.equal(response.statusCode, status)
      response.destroy()
      server.close()
    })
  }
})
