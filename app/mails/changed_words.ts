import { listFormat } from '#formats/words/intl'
import type { Fact } from '#mails/letter'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'

export function changedWords({ changed = [] }: Occasion, reader: Reader): string {
  return listFormat(reader.locale).format(changed.map((kind) => reader.t(`changed.${kind}`)))
}

export function changedFact(occasion: Occasion, reader: Reader): Fact[] {
  const text = changedWords(occasion, reader)
  return text ? [{ label: reader.t('fact.changed'), text, isStrong: true }] : []
}
