import type { HttpContext } from '@adonisjs/core/http'
import SaveMessageText from '#actions/notifications/save_message_text'
import { offeredLanguages } from '#config/languages'
import { type AddressedText, findText } from '#controllers/addressed_text'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { pageAsked } from '#controllers/api/v1/page'
import { readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { TEXT_GROUPS } from '#messages'
import { OUR_WORDS, type OwnParts } from '#models/notifications/message_text'
import { pageInMemory } from '#queries/cursor_page'
import { ownTexts } from '#queries/notifications/message_texts'
import { presentMessageText } from '#shapes/notifications/message_text'
import { messageTextOrder, messageTextQuery } from '#validators/api/notifications'
import { validateForm } from '#validators/form'
import { ownPartsOf, textValidatorOf } from '#validators/notifications/message_text_form'

const MESSAGES = TEXT_GROUPS.flatMap(({ messages }) => Object.entries<readonly string[]>(messages))

/** What a business says to its clients in its own words. */
export default class MessageTextsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, messageTextQuery)
    const own = await ownTexts(ctx.business.id)
    const texts = MESSAGES.flatMap(([type, variables]) =>
      offeredLanguages().map(({ tag: language }) => {
        const stored = own.find((text) => text.type === type && text.language === language) ?? null
        return presentMessageText({ type, language, variables, stored })
      })
    ).filter(
      (text) =>
        (asked.message === undefined || text.message === asked.message) &&
        (asked.language === undefined || text.language === asked.language) &&
        (asked.own === undefined || text.is_own === (asked.own === 'true'))
    )
    const keyOf = ({ message, language }: (typeof texts)[number]) => `${message} ${language}`
    const page = await pageAsked(ctx, asked, async (wanted) => pageInMemory(texts, keyOf, wanted))
    return { data: page.rows, next_cursor: page.next }
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentMessageText(await findText(ctx)))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const text = await findText(ctx)
    const input = await readChange(ctx, messageTextOrder, presentMessageText(text))
    const checked = await validateForm(
      textValidatorOf(text.variables),
      input,
      ctx,
      'owner.validator'
    )
    if (!checked.ok) throw Refusal.ofForm(checked.form)
    await this.save(ctx, text, ownPartsOf(checked.data))
    return this.show(ctx)
  }

  /** Safe to repeat. */
  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    await this.save(ctx, await findText(ctx), OUR_WORDS)
    return ctx.response.status(204)
  }

  private async save(ctx: HttpContext, text: AddressedText, parts: OwnParts) {
    const { business, by } = ctx
    const { type, language } = text
    const outcome = await new SaveMessageText().handle({
      ...{ businessId: business.id, type, language, parts, by },
      version: versionAsked(ctx, presentMessageText(text), text.version),
    })
    if (outcome === 'stale') throw staleOne(ctx, presentMessageText(await findText(ctx)))
  }
}
