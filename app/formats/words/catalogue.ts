import { IntlMessageFormat } from 'intl-messageformat'

/** Parsed messages are kept, since parsing costs far more than filling in. */
const catalogues = new Map<string, Map<string, IntlMessageFormat>>()

/** A message with nothing to fill in and nothing quoted. */
const PLAIN = /^[^{}']*$/

export class KeptMessages {
  readonly name = 'icu'

  format(message: string, locale: string, data: Record<string, string> = {}): string {
    return PLAIN.test(message) ? message : String(this.parsed(message, locale).format(data))
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
