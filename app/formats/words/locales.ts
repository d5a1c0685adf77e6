import { Info } from 'luxon'
import { dateFormat, dayPeriod, figureFormat, kept } from '#formats/words/intl'

/** Language, script and region: an extension could set any calendar, and be of any length. */
const PLAIN_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i

/**
 * In the page's language: the reader's own ("en-US" reads 9:30 am), else as it is where the business
 * is: its clock, its first day of the week.
 */
export function formatLocale(
  readerLocales: readonly string[],
  catalogue: string,
  businessLocale: string
): string {
  const own = readerLocales.find(
    (locale) => locale.split('-')[0] === catalogue && PLAIN_TAG.test(locale)
  )
  if (own?.includes('-')) return asWrittenThere(own)
  if (businessLocale.split('-')[0] === catalogue) return asWrittenThere(businessLocale)
  return asWrittenThere(`${catalogue}-${regionOf(businessLocale)}`)
}

function regionOf(locale: string): string {
  return kept(regions, locale, () => new Intl.Locale(locale).maximize().region ?? '')
}

const regions = new Map<string, string>()
const writtenThere = new Map<string, string>()

function asWrittenThere(locale: string): string {
  return kept(writtenThere, locale, () => findWrittenThere(locale))
}

/** A language that is not known as written there ("ar-GB") has the clock of that region all the same. */
function findWrittenThere(locale: string): string {
  const ofRegion = `en-${new Intl.Locale(locale).region}`
  const written = withFigures(locale)
  if (isKnown(locale) || !isKnown(ofRegion)) return written
  return withClock(written, clockOfLocale(ofRegion))
}

function isKnown(locale: string): boolean {
  return dateFormat('time', 'UTC', locale).resolvedOptions().locale === locale
}

/** Every page and mail has the same figures, those of phone numbers and addresses too. */
function withFigures(locale: string): string {
  const { numberingSystem } = figureFormat({}, locale).resolvedOptions()
  return numberingSystem === 'latn'
    ? locale
    : new Intl.Locale(locale, { numberingSystem: 'latn' }).toString()
}

export type HourClock = '12' | '24'

const HOUR_CYCLES = { 12: 'h12', 24: 'h23' } as const

/** The same with the clock that its reader chose; an extension that everything that formats heeds. */
export function withClock(locale: string, clock: HourClock): string {
  if (clockOfLocale(locale) === clock) return locale
  return new Intl.Locale(locale, { hourCycle: HOUR_CYCLES[clock] }).toString()
}

/** As it is kept: what was chosen for a page stays with the page. */
export function withoutClock(locale: string): string {
  return new Intl.Locale(locale).baseName
}

export function clockOfLocale(locale: string): HourClock {
  return dayPeriod(0, locale) === null ? '24' : '12'
}

/** "en-GB" from "en-gb"; null when dates and numbers cannot be written in it. */
export function canonicalLocale(tag: string): string | null {
  if (!isLocale(tag)) return null
  const [locale] = Intl.DateTimeFormat.supportedLocalesOf(tag)
  if (!locale || !PLAIN_TAG.test(locale)) return null
  const { region } = new Intl.Locale(locale)
  return region && !REGIONS.of(region) ? null : locale
}

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

export function textDirection(locale: string): 'ltr' | 'rtl' {
  return kept(directions, locale, () => {
    const script = new Intl.Locale(locale).maximize().script
    return RIGHT_TO_LEFT.has(script ?? '') ? 'rtl' : 'ltr'
  })
}

const directions = new Map<string, 'ltr' | 'rtl'>()
const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'])

/** "English" for "en-GB": what somebody speaks. */
export function languageName(tag: string, locale: string): string {
  const { language } = new Intl.Locale(tag)
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? tag
}

/** 0 is Sunday. */
export function weekStartOf(locale: string): number {
  return Info.getStartOfWeek({ locale: withoutClock(locale) }) % 7
}
