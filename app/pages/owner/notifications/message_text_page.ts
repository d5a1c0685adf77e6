import type { DateTime } from 'luxon'
import { offeredLanguages } from '#config/languages'
import type { Translate } from '#formats/bookings/booking_terms'
import { languageName } from '#formats/words/locales'
import { listFormat } from '#formats/words/intl'
import { shownSubject, TEXT_GROUPS } from '#messages'
import type MessageText from '#models/notifications/message_text'
import type Business from '#models/settings/business'
import { latestBookings, sampleParts } from '#queries/bookings/sample_parts'
import { LOOKS } from '#validators/notifications/message_text_form'
import { ownTexts } from '#queries/notifications/message_texts'

interface Reading {
  business: Business
  /** In which the page is written. */
  locale: string
  t: Translate
}

/** Every message to clients, when it goes out, and in which languages it is in the business's words. */
export async function messageTextsPage({ business, locale }: Reading) {
  const texts = await ownTexts(business.id)
  return {
    language: firstLanguage(business),
    groups: TEXT_GROUPS.map(({ name, messages }) => ({
      name,
      messages: Object.keys(messages).map((type) => ({
        type,
        own: inWords(languagesOf(texts, type), locale),
      })),
    })),
  }
}

interface Edited extends Reading {
  text: { type: string; language: string; variables: readonly string[] }
  now: DateTime
}

/** What stands around the form of one message in one language. */
export async function messageTextPage({ business, text, locale, t, now }: Edited) {
  const { type, language, variables } = text
  const own = languagesOf(await ownTexts(business.id), type)
  const others = offeredLanguages().filter(({ tag }) => tag !== language && !own.includes(tag))
  const sample = await sampleParts(business, null)
  const bookings = takesBookings(type) ? await latestBookings(business) : []
  return {
    ...{ language, now },
    languageName: languageName(language, locale),
    languages: offeredLanguages().map(({ tag, name }) => ({ tag, name, isOwn: own.includes(tag) })),
    others: inWords(
      others.map(({ tag }) => tag),
      locale,
      'disjunction'
    ),
    variables: variables.map((name) => ({
      written: `{${name}}`,
      meaning: t(`owner.texts.variable.${name}`),
    })),
    ourSubject: shownSubject({ business, type, language, now, text: null, ...sample }),
    ...{ bookings, looks: LOOKS },
  }
}

/** The others are about somebody who waits, or a link. */
export function takesBookings(type: string): boolean {
  return !type.startsWith('waitlist_') && type !== 'one_time_link_sent'
}

/** Of the business, where Bellhop speaks it. */
function firstLanguage({ locale }: Business): string {
  const [first] = offeredLanguages()
  const { language } = new Intl.Locale(locale)
  return offeredLanguages().find(({ tag }) => tag === language)?.tag ?? first.tag
}

function languagesOf(texts: readonly MessageText[], type: string): string[] {
  return texts.filter((text) => text.type === type).map(({ language }) => language)
}

function inWords(tags: string[], locale: string, kind?: 'disjunction'): string {
  return listFormat(locale, kind).format(tags.map((tag) => languageName(tag, locale)))
}
