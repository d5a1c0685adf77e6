import type { HttpContext } from '@adonisjs/core/http'
import { offeredLanguages } from '#config/languages'
import { Refusal } from '#exceptions/refusal'
import { variablesOf } from '#messages'
import type MessageText from '#models/notifications/message_text'
import { OUR_WORDS } from '#models/notifications/message_text'
import { versionOf } from '#models/version'
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
