import type { TestContext } from '@japa/runner/core'
import { serve } from '#tests/support/loopback'

/** A site that is not ours, on this machine: to a browser 127.0.0.1 is another one than localhost. */
export async function openOtherSite(
  cleanup: TestContext['cleanup'],
  pageOf: (path: string) => string
): Promise<string> {
  const address = await serve(cleanup, ({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><title>Pool</title>${pageOf(url)}</html>`)
  })
  return address.slice(0, -1)
}
