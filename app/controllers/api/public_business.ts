import type { HttpContext } from '@adonisjs/core/http'
import { Problem } from '#exceptions/problem'
import { findBusinessPage } from '#queries/find_business_page'

/** The business of the address, or a problem that says what is wrong with it. */
export async function publicBusiness({ params, i18n }: HttpContext) {
  const page = await findBusinessPage(String(params.slug))
  if (!page) throw new Problem(404, 'unknown_business', i18n.t('api.unknown_business'))
  if ('movedTo' in page) {
    throw new Problem(404, 'business_moved', i18n.t('api.business_moved', { slug: page.movedTo }), {
      moved_to: page.movedTo,
    })
  }
  return page
}
