import vine from '@vinejs/vine'
import { DateTime, IANAZone } from 'luxon'
import { canonicalLocale } from '#formats/words/locales'
import { isSendable } from '#formats/contacts/mail_address'
import { hidesCharacters, seenText, withoutHiddenEnds } from '#formats/words/text'
import { canonicalZone } from '#formats/times/zone_names'
import { readStartList } from '#scheduling/slots/start_list'
import { LengthListError, readLengths } from '#validators/services/length_list'
import { readWallTime } from '#validators/availability/wall_time'

const isZone = vine.createRule((value, _, field) => {
  if (typeof value !== 'string') return
  if (IANAZone.isValidZone(value)) field.mutate(canonicalZone(value), field)
  else field.report('Choose a time zone from the list', 'zone', field)
})

const isCalendarDay = vine.createRule((value, _, field) => {
  const day = typeof value === 'string' ? DateTime.fromFormat(value, 'yyyy-MM-dd') : null
  if (!day?.isValid || day.year < 1970 || day.year > 2999) {
    field.report('Choose a date', 'calendarDay', field)
  }
})

const isWallTime = vine.createRule((value, _, field) => {
  const time = typeof value === 'string' ? readWallTime(value) : null
  if (time === null) field.report('Write a time, as 09:00', 'wallTime', field)
  else field.mutate(time, field)
})

export const notBefore = vine.createRule<{ field: string }>((value, { field: first }, field) => {
  const from: unknown = field.parent[first]
  if (typeof value === 'string' && typeof from === 'string' && value < from) {
    field.report('Choose a date that is not before the first one', 'notBefore', field)
  }
})

const isStartList = vine.createRule((value, _, field) => {
  try {
    readStartList(String(value))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    field.report('This is no time: {entry}', 'startList', field, { entry: error.message })
  }
})

const isLengthList = vine.createRule((value, _, field) => {
  try {
    readLengths(String(value))
  } catch (error) {
    if (!(error instanceof LengthListError)) throw error
    field.report('This is no length: {entry}', error.rule, field, { entry: error.entry })
  }
})

const isLocaleTag = vine.createRule((value, _, field) => {
  if (typeof value !== 'string') return
  const locale = canonicalLocale(value)
  if (locale) field.mutate(locale, field)
  else field.report('Choose a language from the list', 'locale', field)
})

const isSendableAddress = vine.createRule((value, _, field) => {
  if (typeof value === 'string' && !isSendable(value)) {
    field.report('Use an address with plain letters before the @', 'sendable', field)
  }
})

/** Without the characters that nobody sees. */
export const seen = vine.createRule((value, _, field) => {
  if (typeof value === 'string') field.mutate(seenText(value), field)
})

/** What was pasted along at the ends goes; anything hidden inside would make it another address. */
const hidesNothing = vine.createRule((value, _, field) => {
  if (typeof value !== 'string') return
  const address = withoutHiddenEnds(value)
  if (!hidesCharacters(address)) return field.mutate(address, field)
  field.report('There is a character in the address that cannot be seen', 'hidden', field)
})

export const CURRENCIES = Intl.supportedValuesOf('currency')
const MAX_ID = 9_000_000_000

export const line = (length = 255) =>
  vine.string().trim().use(seen()).minLength(1).maxLength(length)
export const prose = (length = 5000) => vine.string().trim().use(seen()).maxLength(length)
/** By API: nothing but blanks is nothing. */
export const proseOrNull = (length?: number) =>
  prose(length)
    .nullable()
    .transform((text) => text || null)
export const email = () =>
  vine.string().trim().use(hidesNothing()).maxLength(254).email().use(isSendableAddress())
/** One that is only looked for: where it is none, nothing is found. */
export const typedEmail = () => vine.string().trim().use(hidesNothing()).minLength(1).maxLength(254)
export const zone = () => vine.string().maxLength(64).use(isZone())
export const calendarDay = () => vine.string().trim().use(isCalendarDay())
export const wallTime = () => vine.string().maxLength(12).use(isWallTime())
/** "11:00, 12:00, 14:00–16:00". */
export const startList = () => vine.string().trim().maxLength(500).use(isStartList())
export const lengthList = () => vine.string().trim().maxLength(200).use(isLengthList())
export const localeTag = () => vine.string().maxLength(16).use(isLocaleTag())
export const colour = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/)
export const currency = () => vine.string().in(CURRENCIES)
export const id = () => vine.number().withoutDecimals().min(1).max(MAX_ID)
export const count = (min: number, max: number) => vine.number().withoutDecimals().min(min).max(max)
export const seats = () => count(1, 1000)
/** In minutes. */
export const duration = () => count(5, 1440)
export const switchedOn = () => vine.accepted().optional()
