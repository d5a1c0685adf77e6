import type { I18n } from '@adonisjs/i18n'
import { plainAmount, readAmount } from '#formats/bookings/money'
import type Service from '#models/services/service'
import type { Form } from '#validators/form'

const MOST = 20
const EMPTY_ROWS = 2
const ROWS = Array.from({ length: MOST }, (_, index) => index + 1)

const lengthField = (row: number) => `further_length_${row}`
const priceField = (row: number) => `further_price_${row}`

/** A length with its price in each row; one without costs what the usual one does. */
export function typedFurtherLengths(service: Service): Record<string, string> {
  const rows = (service.durations ?? []).flatMap((minutes, index) => [
    [lengthField(index + 1), String(minutes)],
    [priceField(index + 1), service.lengthPrices?.[minutes] ?? ''],
  ])
  return Object.fromEntries(rows)
}

export function furtherRows({ values }: Form): number[] {
  const last = ROWS.findLast((row) => values[lengthField(row)] || values[priceField(row)]) ?? 0
  return ROWS.slice(0, last + EMPTY_ROWS)
}

/** The lengths of the rows, as the table of rules reads them. */
export function withFurtherLengths(body: Record<string, unknown>): Record<string, unknown> {
  if (!ROWS.some((row) => lengthField(row) in body)) return body
  const lengths = ROWS.map((row) => body[lengthField(row)]).filter(Boolean)
  return { ...body, durations: lengths.join(', ') || null }
}

function minutesIn({ values }: Form, field: string): number | null {
  const typed = (values[field] ?? '').trim()
  return typed === '' ? null : Number(typed)
}

/** By their minutes; errors go into the form, a length that stands there twice among them. */
export function chosenPrices(form: Form, currency: string, i18n: I18n): Record<string, string> {
  const prices: Record<string, string> = {}
  const seen = new Set([minutesIn(form, 'duration_minutes')])
  for (const row of ROWS) {
    const minutes = minutesIn(form, lengthField(row))
    if (minutes !== null && seen.has(minutes)) {
      form.errors[lengthField(row)] = i18n.t('owner.services.further.twice')
    }
    seen.add(minutes)
  }
  for (const row of ROWS) {
    const length = (form.values[lengthField(row)] ?? '').trim()
    const typed = (form.values[priceField(row)] ?? '').trim()
    if (typed === '') continue
    const price = readAmount(typed, currency)
    if (price === null) {
      const example = plainAmount('1234.5', currency)
      form.errors[priceField(row)] = i18n.t('owner.services.further.wrong', { currency, example })
    } else if (length === '') {
      form.errors[lengthField(row)] = i18n.t('owner.services.further.no_length')
    } else prices[String(Number(length))] = price
  }
  return prices
}
