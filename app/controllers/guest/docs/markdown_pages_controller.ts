import { appUrl } from '#config/app'
import features from '#config/features'
import type { HttpContext } from '@adonisjs/core/http'
import { FeatureOff } from '#exceptions/feature_off'
import { Redirect } from '#exceptions/redirect'
import { Refusal } from '#exceptions/refusal'
import { pagePath } from '#formats/pages/addresses'
import { pageInMarkdown } from '#pages/guest/pages/page_in_markdown'
import { findBusinessPage } from '#queries/pages/find_business_page'

/** The twin of a booking page, for agents; in English, as all that is for programs. */
export default class MarkdownPagesController {
  async show({ params, response, i18n }: HttpContext) {
    if (!features.bookingPages) throw new FeatureOff()
    const page = await findBusinessPage(String(params.file).replace(/\.md$/, ''))
    if (!page) throw new Refusal(404, 'unknown_business', i18n.t('api.unknown_business'))
    if ('movedTo' in page) {
      throw new Redirect(`${pagePath({ slug: page.movedTo })}.md`, { status: 308 })
    }
    response.header('content-type', 'text/markdown; charset=utf-8')
    const reader = { locale: i18n.locale, siteUrl: appUrl, hasApi: features.api }
    return pageInMarkdown(page, { ...reader, t: (key, values) => i18n.t(key, values) })
  }
}
