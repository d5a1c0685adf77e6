/** Building an Intl formatter costs a hundred times more than using it, so each is built once. */

const DATE_STYLES = {
  time: { hour: 'numeric', minute: 'numeric' },
  hour: { hour: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  dateOnly: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { weekday: 'short', day: 'numeric', month: 'long' },
  dayMonth: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  months: { month: 'short', year: 'numeric' },
  shortMonth: { month: 'short' },
  monthName: { month: 'short', year: '2-digit' },
  stampDay: { weekday: 'short', day: 'numeric', month: 'short' },
  weekdayAndDay: { weekday: 'long', day: 'numeric' },
  days: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long' },
  shortWeekday: { weekday: 'short' },
  narrowWeekday: { weekday: 'narrow' },
  zone: { timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type DateStyle = keyof typeof DATE_STYLES

/** Of some options in all. */
type FigureStyle = Pick<
  Intl.NumberFormatOptions,
  'style' | 'unit' | 'unitDisplay' | 'maximumFractionDigits'
>

const clockFaces = new Map<string, string[]>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const listFormats = new Map<string, Intl.ListFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>()

export function dateFormat(style: DateStyle, timeZone: string, locale: string) {
  return kept(dateFormats, `${style} ${timeZone} ${locale}`, () => {
    return new Intl.DateTimeFormat(locale, { ...DATE_STYLES[style], timeZone })
  })
}

/** The same in every zone and on every day; no line breaks inside it. */
export function clockFace(minutes: number, locale: string): string {
  const faces = kept(clockFaces, locale, () => [])
  return (faces[minutes] ??= dateFormat('time', 'UTC', locale)
    .format(minutes * 60_000)
    .replaceAll(' ', '\u00a0'))
}

/** As `clockFace` writes it; null on a 24-hour clock. */
export function dayPeriod(minutes: number, locale: string): string | null {
  const parts = dateFormat('time', 'UTC', locale).formatToParts(minutes * 60_000)
  const period = parts.find(({ type }) => type === 'dayPeriod')
  return period?.value.replaceAll(/\s/g, '\u00a0') ?? null
}

/** "a, b and c", or "a, b or c". */
export function listFormat(locale: string, type: 'conjunction' | 'disjunction' = 'conjunction') {
  return kept(listFormats, `${type} ${locale}`, () => new Intl.ListFormat(locale, { type }))
}

export function currencyFormat(
  currency: string,
  locale: string,
  currencyDisplay: 'symbol' | 'narrowSymbol' | 'code' = 'symbol'
) {
  return kept(numberFormats, `${currency} ${currencyDisplay} ${locale}`, () => {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
  })
}

export function figureFormat(options: FigureStyle, locale: string) {
  return kept(numberFormats, `${JSON.stringify(options)} ${locale}`, () => {
    return new Intl.NumberFormat(locale, options)
  })
}

export function unitFormat(unit: 'hour' | 'minute', locale: string) {
  return kept(numberFormats, `${unit} ${locale}`, () => {
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' })
  })
}

export function relativeFormat(locale: string) {
  return kept(relativeFormats, locale, () => {
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  })
}

/** Locales come from request headers, and a stranger must not fill the memory with them. */
const MOST_KEPT = 2000

export function kept<Format>(
  formats: Map<string, Format>,
  key: string,
  build: () => Format
): Format {
  const known = formats.get(key)
  if (known) return known
  if (formats.size >= MOST_KEPT) formats.clear()
  const format = build()
  formats.set(key, format)
  return format
}
