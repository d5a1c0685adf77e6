import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import type { TestContext } from '@japa/runner/core'

/** On a free port of this machine alone; that port. */
export async function listenOnLoopback(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** The address of a server that is gone, with all who wait for it, when the test is over. */
export async function serve(
  cleanup: TestContext['cleanup'],
  answer: RequestListener
): Promise<string> {
  const server = createServer(answer)
  const port = await listenOnLoopback(server)
  cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}/`
}
