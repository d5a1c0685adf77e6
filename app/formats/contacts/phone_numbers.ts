import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import { todaysName } from '#formats/times/zone_names'

export interface Home {
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

/**
 * As the business can dial it: without its country it is one of where the client is, else one of where
 * the business is, in whose own numbers nothing is changed. Null where it could be neither.
 */
export function readNumber(typed: string, client: Home, business: Home): string | null {
  const [theirs, ours] = [countryOf(client), countryOf(business)]
  if (/^\s*(\+|00)/.test(typed) || !ours) return typed
  if (theirs !== ours && dialable(typed, theirs) !== null) return written(typed, theirs)
  return dialable(typed, ours) === null ? null : typed
}

/** As an SMS is sent to it (E.164): a number without its country is one of `home`; null where it is none. */
export function textNumber(typed: string, home: Home): string | null {
  const number = parsePhoneNumberFromString(typed.trim().replace(/^00/, '+'), countryOf(home))
  return number?.isPossible() ? number.number : null
}

/** With its country: "+44 7700 900318". */
export function spelledOut(number: string, business: Home): string {
  return written(number, countryOf(business))
}

interface CountryRead {
  code: string
  country: string
}

/**
 * What a number without its country is taken for, where that is not plain: read from elsewhere, or in
 * another language than the business's. The locale is the reader's.
 */
export function countryRead(
  timeZone: string | null | undefined,
  business: Home,
  locale: string
): CountryRead | null {
  const ours = countryOf(business)
  const country = (timeZone ? countryOf({ timeZone, locale }) : ours) ?? ours
  const isPlain = country === ours && languageOf(locale) === languageOf(business.locale)
  if (!country || isPlain) return null
  return { code: `+${getCountryCallingCode(country)}`, country: countryName(country, locale) }
}

/** In the digits that every telephone has, whichever script's were typed. */
export function plainNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/\p{Nd}/gu, plainDigit)
    .replaceAll(/\p{Dash}/gu, '-')
}

/** Unicode sets the digits of a script in a row from 0 to 9, and such rows may touch. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return String((code - first) % 10)
}

/** A zone lies in one country, and says more of where somebody is than their language does. */
export function countryOf({ timeZone, locale }: Home): CountryCode | undefined {
  const { region } = new Intl.Locale(locale)
  return countries().get(todaysName(timeZone)) ?? getCountries().find((code) => code === region)
}

function languageOf(locale: string): string {
  return new Intl.Locale(locale).language
}

function countryName(country: CountryCode, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country
}

function written(typed: string, country: CountryCode | undefined): string {
  const number = parsePhoneNumberFromString(typed, country)
  return number?.isPossible() ? number.formatInternational() : typed
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
