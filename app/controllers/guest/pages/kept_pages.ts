import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import { enquiryStamp } from '#pages/guest/enquiries/enquiry_stamp'
import { keptAnswer, type WantedAnswer } from '#queries/kept_answers'
import type { Instant } from '#scheduling/types'

interface Page {
  template: string
  shared: Record<string, unknown>
  shown: Record<string, unknown>
  /** When the page may change, beside whole minutes. */
  ends: readonly Instant[]
  /** Whether it had nothing to offer. */
  isEmpty: boolean
}

/**
 * A page that is made of nothing but what is asked, what the business's versions stand
 * for, and the clock. Nothing of another visitor's can be in it: it is written by a renderer that
 * knows neither request nor session, and the nonce is put in anew, as is the stamp of the form for
 * writing to the business where there is nothing to book: it sends once.
 */
export async function keptPage(
  { i18n, response }: HttpContext,
  { business, ...wanted }: WantedAnswer & { business: { id: number } },
  make: () => Promise<Page>
): Promise<{ html: Buffer; isEmpty: boolean }> {
  const { nonce } = response
  const stampPlace = `stamp-${nonce}`
  const write = async () => {
    const { template, shared, shown, ends, isEmpty } = await make()
    const renderer = edge.createRenderer().share({ i18n, cspNonce: nonce, ...shared })
    const page = { ...shown, enquiryStamp: stampPlace }
    const html = await renderer.render(template, page)
    return { parts: html.split(nonce).map((part) => Buffer.from(part)), ends, isEmpty }
  }
  // While templates are being written, a kept page would show the old one.
  const kept = await keptAnswer(app.inDev ? { ...wanted, version: null } : wanted, write)
  response.type('html')
  const html = joined(kept.parts, Buffer.from(nonce))
  if (!kept.isEmpty) return { html, isEmpty: false }
  const stamped = html.toString().replaceAll(stampPlace, () => enquiryStamp(business))
  return { html: Buffer.from(stamped), isEmpty: true }
}

function joined([first, ...others]: readonly Buffer[], between: Buffer): Buffer {
  return Buffer.concat([first, ...others.flatMap((part) => [between, part])])
}
