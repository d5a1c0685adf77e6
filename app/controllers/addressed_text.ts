import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { offeredLanguages } from '#config/languages'
import { Refusal } from '#exceptions/refusal'
import { shownMail, variablesOf } from '#messages'
import type MessageText from '#models/notifications/message_text'
import { OUR_WORDS, type OwnParts } from '#models/notifications/message_text'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { sampleParts } from '#queries/bookings/sample_parts'
import { findMessageText } from '#queries/notifications/message_texts'

/** One message in one language, and what of it is the business's own. */
export interface AddressedText {
  type: string
  language: string
  variables: readonly string[]
  stored: MessageText | null
  version: string
}

export async function findText({ business, params }: HttpContext): Promise<AddressedText> {
  const { message: type, language } = params
  const variables = variablesOf(type)
  const isSpoken = offeredLanguages().some(({ tag }) => tag === language)
  if (!variables || !isSpoken) throw new Refusal(404, 'not_found')
  const stored = await findMessageText({ businessId: business.id, type, language })
  return { type, language, variables, stored, version: versionOf(stored?.parts ?? OUR_WORDS) }
}

/** What it is looked at with: a sample, or a booking of this business. */
export async function partsToShow(business: Business, bookingId?: number) {
  const parts = await sampleParts(business, bookingId ?? null)
  if (bookingId !== undefined && !parts.booking) throw new Refusal(404, 'not_found')
  return parts
}

/** As a client would get it. Nothing is saved and nobody is written to. */
export async function sampleMail(
  business: Business,
  { type, language }: AddressedText,
  { parts: text, bookingId }: { parts: OwnParts; bookingId?: number }
) {
  const shown = await partsToShow(business, bookingId)
  const mail = shownMail({ type, language, text, business, now: DateTime.now(), ...shown })
  await mail.buildWithContents()
  const { subject, html, text: plain } = mail.message.toObject().message
  return { subject: String(subject), html: String(html), text: String(plain) }
}
