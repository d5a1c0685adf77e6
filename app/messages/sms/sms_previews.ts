import { DateTime } from 'luxon'
import { Recipient } from '../mail/recipient.js'
import { allMessages } from '../messages.js'
import { offeredLanguages } from '#config/languages'
import { segmentsOf } from '#formats/words/sms_segments'

interface TextPreview {
  title: string
  language: string
  body: string
  segments: number
}

const SHOWN = DateTime.fromISO('2026-01-12T18:00:00Z')

/** Every SMS in every language, with sample data. */
export function textPreviews(): TextPreview[] {
  return allMessages().flatMap(({ subject, sms }) => {
    if (!subject || !sms) return []
    return sms.samples.flatMap(({ title, about }) => {
      const to = subject.recipient(about, null, SHOWN)
      return offeredLanguages().map(({ tag: language }) => {
        const body = sms.says(about, speaking(to, language))
        return { title, language, body, segments: segmentsOf(body) }
      })
    })
  })
}

function speaking({ business, name, email, memberId, timeZone, now }: Recipient, locale: string) {
  return new Recipient(business, { name, email, memberId, locale, timeZone }, now)
}
