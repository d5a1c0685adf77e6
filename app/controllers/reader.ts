import type { HttpContext } from '@adonisjs/core/http'
import { spokenOf } from '#config/languages'
import { formatLocale, type HourClock, withClock } from '#formats/words/locales'
import type { PageReader } from '#pages/reader'

type Asking = Pick<HttpContext, 'request' | 'i18n' | 'keptLocales' | 'keptClock'>

/** What is kept of a client with what they booked. */
interface Kept {
  clientLocale: string
  clientClock?: HourClock | null
}

/**
 * Speaks the language that the address names, else that of their booking, else their browser's, else
 * the business's; gives what dates, times and prices are written in.
 */
export function speakTo(ctx: HttpContext, business: { locale: string }, kept?: Kept): string {
  const { i18n, request } = ctx
  ctx.keptLocales = kept ? [kept.clientLocale] : []
  ctx.keptClock = kept?.clientClock ?? null
  const readable = [...ctx.keptLocales, ...request.languages(), business.locale]
  const spoken = ctx.chosenLanguage ?? spokenOf(readable)
  if (ctx.chosenLanguage !== undefined && spoken) i18n.switchLocale(spoken)
  return readerLocale(ctx, business)
}

/** What dates, times and prices are written in for whoever asks, with the clock that they chose. */
export function readerLocale(
  { request, i18n, keptLocales = [], keptClock }: Asking,
  business: { locale: string }
): string {
  const readable = [...keptLocales, ...request.languages()]
  const locale = formatLocale(readable, i18n.locale, business.locale)
  const clock = chosenClock({ request }) ?? keptClock
  return clock ? withClock(locale, clock) : locale
}

/** As the address says it. */
export function chosenClock({ request }: Pick<HttpContext, 'request'>): HourClock | null {
  const clock: unknown = request.input('clock')
  return clock === '12' || clock === '24' ? clock : null
}

export function readerOf(ctx: HttpContext, business: { locale: string }): PageReader {
  const { i18n } = ctx
  return {
    t: (key, values) => i18n.t(key, values),
    language: i18n.locale,
    locale: readerLocale(ctx, business),
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** What whoever asks chose earlier. */
    keptClock?: HourClock | null
  }
}
