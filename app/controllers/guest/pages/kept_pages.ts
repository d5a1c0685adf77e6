import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import { type Asked, keptAnswer } from '#controllers/kept_answers'
import type { Instant } from '#scheduling/types'

interface Page {
  template: string
  shared: Record<string, unknown>
  shown: Record<string, unknown>
  /** When the page may change, beside whole minutes. */
  ends: readonly Instant[]
}

/**
 * The page depends on nothing but what is asked, the business's versions and the clock. Nothing of
 * another visitor can be in it: its renderer knows neither request nor session, and the nonce is
 * put in anew.
 */
export async function renderKept(
  { i18n, response }: HttpContext,
  asked: Asked,
  make: () => Promise<Page>
): Promise<void> {
  const { nonce } = response
  const write = async () => {
    const { template, shared, shown, ends } = await make()
    const renderer = edge.createRenderer().share({ i18n, cspNonce: nonce, ...shared })
    const html = await renderer.render(template, shown)
    return { parts: html.split(nonce).map((part) => Buffer.from(part)), ends }
  }
  // While templates are being written, a kept page would show the old one.
  const parts = await keptAnswer(app.inDev ? { ...asked, version: null } : asked, write)
  response.type('html')
  response.send(joined(parts, Buffer.from(nonce)))
}

function joined([first, ...others]: readonly Buffer[], between: Buffer): Buffer {
  return Buffer.concat([first, ...others.flatMap((part) => [between, part])])
}
