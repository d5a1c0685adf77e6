import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from '@japa/runner/core'

/** A site that is not ours, on this machine: to a browser 127.0.0.1 is another one than localhost. */
export async function openOtherSite(
  cleanup: TestContext['cleanup'],
  pageOf: (path: string) => string
): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><title>Pool</title>${pageOf(url)}</html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
