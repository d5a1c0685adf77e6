import type { HttpContext } from '@adonisjs/core/http'
import { waitInWords } from '#controllers/ask_to_wait'
import { areLimitsOn, consumeLimit, importsPerBusiness } from '#start/limiter'

/** How long to wait before anything else is read, as a sentence; null where it may be now. */
export async function waitForImport({
  business,
  i18n,
}: Pick<HttpContext, 'business' | 'i18n'>): Promise<string | null> {
  const wait = areLimitsOn() ? await consumeLimit(importsPerBusiness, String(business.id)) : null
  if (wait === null) return null
  return i18n.t('owner.clients.import.wait', { wait: waitInWords(wait, i18n).words })
}
