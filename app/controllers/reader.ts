import type { HttpContext } from '@adonisjs/core/http'
import { formatLocale } from '#formats/words/locales'
import type { PageReader } from '#pages/reader'

/** Language, script and region: an extension could set any calendar, and be of any length. */
const PLAIN_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i

/** What dates, times and prices are written in for whoever asks. */
export function readerLocale({ request, i18n }: HttpContext, business: { locale: string }): string {
  const plain = request.languages().filter((tag) => PLAIN_TAG.test(tag))
  return formatLocale(plain, i18n.locale, business.locale)
}

export function readerOf(ctx: HttpContext, business: { locale: string }): PageReader {
  const { i18n } = ctx
  return {
    t: (key, values) => i18n.t(key, values),
    language: i18n.locale,
    locale: readerLocale(ctx, business),
  }
}
