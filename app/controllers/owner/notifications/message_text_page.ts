import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type { AddressedText } from '#controllers/addressed_text'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { OUR_WORDS } from '#models/notifications/message_text'
import { messageTextPage } from '#pages/owner/notifications/message_text_page'
import { emptyForm, type Form } from '#validators/form'
import { typedParts } from '#validators/notifications/message_text_form'

export function storedText({ stored, version }: AddressedText): Form {
  return emptyForm({ ...typedParts(stored?.parts ?? OUR_WORDS), version })
}

interface Answered {
  form?: Form
  status?: 200 | 409 | 422 | 429
  /** Where a test of it goes. */
  sentTo?: string
  isStale?: boolean
}

export async function renderText(
  ctx: HttpContext,
  text: AddressedText,
  { form = storedText(text), status = 200, sentTo, isStale = false }: Answered = {}
) {
  const { business, i18n, response, view } = ctx
  const { type, stored } = text
  const page = await messageTextPage({
    ...{ business, text, locale: i18n.locale, now: DateTime.now() },
    t: (key: string, values?: object) => i18n.t(key, { ...values }),
  })
  const lastChanges = stored && (await lastChangesOf(ctx, 'message_text', stored.id))
  const html = await view.render('pages/owner/notifications/message_text', {
    ...{ ...page, type, form, sentTo, isStale, lastChanges, textId: stored?.id },
  })
  return response.status(status).send(html)
}
