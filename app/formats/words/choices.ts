import { Info } from 'luxon'
import { zoneCity } from '#formats/times/times'
import { canonicalZone, ZONE_NAMES } from '#formats/times/zone_names'
import type { Weekday } from '#scheduling/types'

export interface Choice {
  value: string
  label: string
  group?: string
}

const LOCALES = (
  'en-GB en-IE en-US en-CA en-AU en-NZ en-IN en-ZA ar-AE ar-EG ar-MA ar-SA ' +
  'da-DK de-AT de-CH de-DE es-ES es-MX fi-FI fr-BE fr-CA fr-FR it-IT nb-NO nl-BE nl-NL pl-PL ' +
  'pt-BR pt-PT sv-SE'
).split(' ')

const CURRENCY_OF_REGION: Record<string, string> = {
  AE: 'AED',
  AT: 'EUR',
  AU: 'AUD',
  BE: 'EUR',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  DE: 'EUR',
  DK: 'DKK',
  EG: 'EGP',
  ES: 'EUR',
  FI: 'EUR',
  FR: 'EUR',
  GB: 'GBP',
  IE: 'EUR',
  IN: 'INR',
  IT: 'EUR',
  MA: 'MAD',
  MX: 'MXN',
  NL: 'EUR',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  PT: 'EUR',
  SA: 'SAR',
  SE: 'SEK',
  US: 'USD',
  ZA: 'ZAR',
}

export function zoneChoices(current?: string): Choice[] {
  const stored = current && canonicalZone(current)
  return ZONE_NAMES.map((zone) => ({
    value: current && zone === stored ? current : zone,
    label: zoneCity(zone),
    group: zone.includes('/') ? zone.split('/')[0] : 'UTC',
  }))
}

export function currencyChoices(locale: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code}, ${names.of(code)}`,
  }))
}

export function localeChoices(locale: string, current?: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  return [...new Set(current ? [...LOCALES, current] : LOCALES)].map((tag) => ({
    value: tag,
    label: names.of(tag) ?? tag,
  }))
}

/** 0 is Sunday. */
export function weekdayChoices(locale: string, first: number = 1) {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return [0, 1, 2, 3, 4, 5, 6]
    .map((offset) => (first + offset) % 7)
    .map((weekday) => ({
      value: String(weekday),
      // 4 January 1970 was a Sunday.
      label: format.format(new Date(Date.UTC(1970, 0, 4 + weekday))),
    }))
}

export function weekdayList(weekdays: readonly number[], locale: string, first = 1): string {
  const names = weekdayChoices(locale, first)
    .filter(({ value }) => weekdays.includes(Number(value)))
    .map(({ label }) => label)
  return new Intl.ListFormat(locale).format(names)
}

export function likelyWeekStart(locale: string): Weekday {
  return (Info.getStartOfWeek({ locale }) % 7) as Weekday
}

export function likelyCurrency(locale: string): string {
  return CURRENCY_OF_REGION[new Intl.Locale(locale).region ?? ''] ?? 'GBP'
}
