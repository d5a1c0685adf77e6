import { listFormat } from '#formats/words/intl'
import { textDirection } from '#formats/words/locales'

const RIGHT_TO_LEFT = /^[\p{Script=Arabic}\p{Script=Hebrew}]$/u

/** "10:00 – 11:00", and nothing that is read in one direction: it follows its sentence. */
export function isBareRange(text: string): boolean {
  return /^[\d\s:.]+–[\d\s:.]+$/.test(text)
}

/**
 * A number in groups, or words in another script, whose order and full stop stay theirs in a text that
 * is read from the right: by marks that every program knows (LRM, UAX 9).
 */
export function inOwnOrder(text: string): string {
  return text.replaceAll(/^.+$/gm, (line) => (needsMarks(line) ? `\u200E${line}\u200E` : line))
}

/** For mails and calendars, where not everybody's program knows isolates. */
export function withoutIsolates(text: string): string {
  return text
    .replaceAll(/\u2068([^\u2067-\u2069]*)\u2069/g, (_, value: string) => inOwnOrder(value))
    .replaceAll(/[\u2067-\u2069]/g, '')
}

/**
 * Several names in one line go on in the reader's direction, whatever script the first is in, and each
 * is read in its own (RLM, FSI and PDI, UAX 9).
 */
export function formatNames(
  names: Iterable<string>,
  locale: string,
  type?: 'conjunction' | 'disjunction'
): string {
  const each = [...names]
  if (each.length < 2 || textDirection(locale) === 'ltr')
    return listFormat(locale, type).format(each)
  return `\u200F${listFormat(locale, type).format(each.map((name) => `\u2068${name}\u2069`))}`
}

function needsMarks(line: string): boolean {
  if (line.startsWith('\u200F')) return false
  const letter = /\p{L}/u.exec(line)?.[0]
  if (letter && RIGHT_TO_LEFT.test(letter)) return false
  const keepsOrder = /^\p{L}.*\p{L}$/u.test(line) || /^\d+([:.,]\d+)*$/.test(line)
  return !keepsOrder && !isBareRange(line)
}
