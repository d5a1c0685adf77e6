import { IntlMessageFormat } from 'intl-messageformat'

/** Parsed messages are kept, since parsing costs far more than filling in. */
const catalogues = new Map<string, Map<string, IntlMessageFormat>>()

/** A message with nothing to fill in and nothing quoted. */
const PLAIN = /^[^{}']*$/

/** "Reed & Co." and "2:30 p.m." end a sentence by themselves. */
function endingOnce(text: string, data: Record<string, unknown>): string {
  if (!text.includes('..') && !/[!?…]\./.test(text)) return text
  return Object.values(data)
    .filter((value) => typeof value === 'string' && /[.!?…]$/.test(value))
    .reduce(
      (sentence: string, value) => sentence.replaceAll(`${value}.`, () => String(value)),
      text
    )
}

export class KeptMessages {
  readonly name = 'icu'

  format(message: string, locale: string, data: Record<string, string> = {}): string {
    if (PLAIN.test(message)) return message
    return endingOnce(String(this.parsed(message, locale).format(data)), data)
  }

  private parsed(message: string, locale: string): IntlMessageFormat {
    const messages = catalogues.get(locale) ?? new Map<string, IntlMessageFormat>()
    catalogues.set(locale, messages)
    const known = messages.get(message)
    if (known) return known
    const parsed = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    messages.set(message, parsed)
    return parsed
  }
}
