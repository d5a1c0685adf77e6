import type { HttpContext } from '@adonisjs/core/http'
import { formatLocale, withClock } from '#formats/words/locales'
import type { PageReader } from '#pages/reader'

/** What dates, times and prices are written in for whoever asks, with the clock that they chose. */
export function readerLocale(
  { request, i18n }: Pick<HttpContext, 'request' | 'i18n'>,
  business: { locale: string }
): string {
  const locale = formatLocale(request.languages(), i18n.locale, business.locale)
  const clock: unknown = request.input('clock')
  return clock === '12' || clock === '24' ? withClock(locale, clock) : locale
}

export function readerOf(ctx: HttpContext, business: { locale: string }): PageReader {
  const { i18n } = ctx
  return {
    t: (key, values) => i18n.t(key, values),
    language: i18n.locale,
    locale: readerLocale(ctx, business),
  }
}
