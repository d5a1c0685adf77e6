import { IntlMessageFormat } from 'intl-messageformat'
import { isBareRange } from '#formats/words/directions'
import { textDirection } from '#formats/words/locales'

/** Parsed messages are kept, since parsing costs far more than filling in. */
const catalogues = new Map<string, Map<string, IntlMessageFormat>>()

/** A message with nothing to fill in and nothing quoted. */
const PLAIN = /^[^{}']*$/

/** "Reed & Co." and "2:30 p.m." end a sentence by themselves. */
function endingOnce(text: string, data: Record<string, unknown>): string {
  if (!/[.!?…]\u2069?\./.test(text)) return text
  return Object.values(data)
    .filter((value) => typeof value === 'string' && /[.!?…]\u2069?$/.test(value))
    .reduce(
      (sentence: string, value) => sentence.replaceAll(`${value}.`, () => String(value)),
      text
    )
}

/**
 * A name in another script stands in its own direction, so that a number or a full stop at its end
 * stays there (FSI and PDI, UAX 9); a range of times is read from the right (RLI). What only chooses
 * between words stays as it is.
 */
function isolated(data: Record<string, unknown>, message: IntlMessageFormat) {
  const choosing = new Set(
    message.getAst().flatMap((part) => ('options' in part ? [part.value] : []))
  )
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const isShown = typeof value === 'string' && value !== '' && !choosing.has(name)
      if (!isShown) return [name, value]
      return [name, `${isBareRange(value) ? '\u2067' : '\u2068'}${value}\u2069`]
    })
  )
}

export class KeptMessages {
  readonly name = 'icu'

  format(message: string, locale: string, data: Record<string, string> = {}): string {
    if (PLAIN.test(message)) return message
    const parsed = this.parsed(message, locale)
    const values = textDirection(locale) === 'rtl' ? isolated(data, parsed) : data
    return endingOnce(String(parsed.format(values)), values)
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
