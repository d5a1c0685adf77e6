import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { namedLanguage, spokenOf } from '#config/languages'
import { withQuery } from '#formats/pages/addresses'
import { carryAlong, carryInAddress, type Choices } from '#formats/pages/carried_choices'

/**
 * On pages for clients; programs are answered in one language. What the address says of language and
 * clock goes along on every link, form and redirect of the page, so it holds through a whole booking
 * without cookie or script.
 */
export default class ChooseLanguageMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response, i18n, view } = ctx
    if (request.accepts(['html', 'json']) === 'json') return next()
    const { lang, clock } = request.qs()
    ctx.chosenLanguage = namedLanguage(lang)
    i18n.switchLocale(ctx.chosenLanguage ?? spokenOf(request.languages()) ?? i18n.locale)
    // The same page in another language, where nothing typed would be lost.
    if (request.method() !== 'POST') {
      const inLanguage = (tag: string) => withQuery(request.url(), { ...request.qs(), lang: tag })
      view.share({ inLanguage })
    }
    await next()

    const choices: Choices = {
      ...(ctx.chosenLanguage && { lang: ctx.chosenLanguage }),
      ...((clock === '12' || clock === '24') && { clock }),
    }
    if (Object.keys(choices).length > 0) this.carry(response, choices)
  }

  private carry(response: HttpContext['response'], choices: Choices) {
    const location = response.getHeader('location')
    if (typeof location === 'string') {
      response.header('location', carryInAddress(location, choices))
    }
    const body: unknown = response.getBody()
    if (typeof body !== 'string' && !Buffer.isBuffer(body)) return
    const text = String(body)
    if (text.trimStart().startsWith('<')) response.send(carryAlong(text, choices))
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** As the address names it; undefined where only one is spoken. */
    chosenLanguage?: string | null
    /** What whoever asks reads, before what their browser says. */
    keptLocales?: readonly string[]
  }
}
