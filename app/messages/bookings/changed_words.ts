import { listFormat } from '#formats/words/intl'
import type { Fact } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import type { BookingSubject } from './booking_subject.js'

/** "place and what to know": of what its recipient was told, what is otherwise now. */
export function changedWords({ changed = [] }: BookingSubject, to: Recipient): string {
  return listFormat(to.locale).format(changed.map((kind) => to.t(`changed.${kind}`)))
}

export function changedFact(about: BookingSubject, to: Recipient): Fact[] {
  const text = changedWords(about, to)
  return text ? [{ label: to.t('fact.changed'), text, isStrong: true }] : []
}
