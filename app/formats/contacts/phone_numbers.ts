import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { todaysName } from '#formats/times/zone_names'

interface Home {
  timeZone: string
  locale: string
}

/**
 * What is the same for all spellings of a number: E.164, where a number without its country is one of
 * `home`; of what no telephone could dial, the digits. Null where there are none.
 */
export function phoneKey(typed: string, home: Home): string | null {
  const country = countryOf(home)
  const number = dialable(typed, country) ?? dialable(typed.trim().replace(/^00/, '+'), country)
  return number ?? (typed.replaceAll(/\D/g, '') || null)
}

/** Whether it says its country, or could be a number of where `home` is. */
export function saysWhereItIs(typed: string, home: Home): boolean {
  const country = countryOf(home)
  if (!country || /^\s*(\+|00)/.test(typed)) return true
  return dialable(typed, country) !== null
}

/** A zone lies in one country, and says more of where somebody is than their language does. */
export function countryOf({ timeZone, locale }: Home): CountryCode | undefined {
  const { region } = new Intl.Locale(locale)
  return countries().get(todaysName(timeZone)) ?? getCountries().find((code) => code === region)
}

function dialable(typed: string, country: CountryCode | undefined): string | null {
  const number = parsePhoneNumberFromString(typed, country)
  return number?.isPossible() ? number.number : null
}

let kept: Map<string, CountryCode> | undefined

function countries(): Map<string, CountryCode> {
  kept ??= new Map(getCountries().flatMap(zonesOf))
  return kept
}

/** Newer than TypeScript's own list (ECMA-402, Intl Locale Info). */
interface LocaleInfo extends Intl.Locale {
  getTimeZones(): string[] | undefined
}

function zonesOf(code: CountryCode): [string, CountryCode][] {
  const region = new Intl.Locale(`und-${code}`) as LocaleInfo
  return (region.getTimeZones() ?? []).map((zone) => [todaysName(zone), code])
}

/** Fewer digits would match nearly every number. */
const FEWEST_DIGITS = 3
const PHONE = /^[\d\s()+./-]+$/

/** Of a number that is looked for, or a part of one, what all of its spellings have; else null. */
export function digitsSearched(typed: string): string | null {
  if (!PHONE.test(typed)) return null
  const digits = typed.replaceAll('(0)', '').replaceAll(/\D/g, '').replace(/^0+/, '')
  return digits.length < FEWEST_DIGITS ? null : digits
}
