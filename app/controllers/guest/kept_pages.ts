import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import availabilityConfig from '#config/availability'

/** What JSON writes whole. A set, a map, a function, a moment of Luxon's would be lost in the key. */
export type Plain<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends (...values: never[]) => unknown
    ? never
    : { [Key in keyof Value]: Plain<Value[Key]> }

interface Page<Shared, Shown> {
  template: string
  /** What the layout and every component see as well. */
  shared: Shared & Plain<Shared>
  shown: Shown & Plain<Shown>
  /** Made of what is shown alone. */
  helpers: Record<string, unknown>
  /** False where it repeats what is one visitor's own: that is not kept, not even in memory. */
  mayBeKept: boolean
}

export const pageFigures = { hits: 0, misses: 0 }

/** Each as the bytes between the places of the nonce, of some ten kilobytes; least recently used first. */
const pages = new Map<string, Buffer[]>()

/**
 * Answers with a page that says nothing but what is shown and shared: while that is the same, so is
 * the page, and writing it costs several times what finding the times does. Nothing can be old here,
 * because what is shown was read for this very answer. Nothing can be another visitor's either: the
 * page is written by a renderer that knows neither request nor session, so that whatever it says is
 * in the key, but for the nonce, which is put in anew.
 */
export async function renderKept<Shared extends object, Shown extends object>(
  { i18n, response }: HttpContext,
  { template, shared, shown, helpers, mayBeKept }: Page<Shared, Shown>
): Promise<void> {
  const { nonce } = response
  const render = () =>
    edge
      .createRenderer()
      .share({ i18n, cspNonce: nonce, ...shared })
      .render(template, { ...shown, ...helpers })
  // While templates are being written, a kept page would show the old one.
  if (!mayBeKept || app.inDev || availabilityConfig.mostKept === 0) {
    return response.send(await render())
  }

  const key = JSON.stringify([template, i18n.locale, shared, shown])
  const known = pages.get(key)
  if (known) pageFigures.hits++
  else pageFigures.misses++

  const parts = known ?? partsOf(await render(), nonce)
  pages.delete(key)
  pages.set(key, parts)
  const [oldest] = pages.keys()
  if (pages.size > availabilityConfig.mostKept) pages.delete(oldest)
  response.type('html')
  response.send(joined(parts, Buffer.from(nonce)))
}

function partsOf(html: string, nonce: string): Buffer[] {
  return html.split(nonce).map((part) => Buffer.from(part))
}

function joined(parts: readonly Buffer[], between: Buffer): Buffer {
  const [first, ...others] = parts
  return Buffer.concat([first, ...others.flatMap((part) => [between, part])])
}
