import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { framingOf } from '#controllers/guest/framing'
import { keptPage } from '#controllers/guest/pages/kept_pages'
import { openPage } from '#controllers/guest/pages/open_page'
import { readAddress } from '#controllers/guest/pages/read_address'
import { noteLook } from '#controllers/guest/visits/note_look'
import { readerOf } from '#controllers/reader'
import { pagePath, timesPath, withQuery } from '#formats/pages/addresses'
import { findDefaultPage } from '#queries/pages/find_default_page'
import { facesOf } from '#pages/guest/pages/faces'
import { businessHead } from '#pages/guest/pages/page_head'
import { servicesShown } from '#pages/guest/pages/services_shown'
import { pageAddress } from '#validators/pages/guest_address'

export default class PagesController {
  async index({ response }: HttpContext) {
    const page = await findDefaultPage()
    if (!page) throw new Refusal(404, 'no_default_business')
    return response.redirect().withQs().toPath(pagePath(page.business))
  }

  async show(ctx: HttpContext) {
    const page = await openPage(ctx)
    const { business } = page
    const { service: named, ...query } = ctx.request.qs()
    const theirs = await readAddress(ctx, business, pageAddress, query)
    const services = page.services.filter(({ isHidden }) => !isHidden)
    const only = services.length === 1 ? services[0] : null
    const chosen = page.services.find(({ slug }) => slug === named) ?? only
    if (chosen) {
      return ctx.response.redirect().withQs(query).toPath(timesPath(business, chosen))
    }

    noteLook(ctx, business, { step: 'page' })
    // What one visitor brings along stands in the links of their page alone.
    const { lang, clock, ...brought } = query
    const isPlain = Object.keys(brought).length === 0
    const now = Date.now()
    const framing = framingOf(ctx, business)
    const question = ['page', business.id, framing.frameSites, ctx.i18n.locale, page.locale]
    const version = (isPlain && business.versions?.everything) || null
    const answer = await keptPage(ctx, { business, question, version, now }, async () => {
      const { shown, ends } = await servicesShown(page, { host: null, theirs, query, now })
      const inLanguage = (tag: string) => withQuery(pagePath(business), { ...brought, lang: tag })
      return {
        template: 'pages/guest/pages/services',
        shared: { business, locale: page.locale, inLanguage, ...framing },
        shown: {
          ...shown,
          people: facesOf(services),
          head: businessHead(business, services, readerOf(ctx, business)),
        },
        ends,
        isEmpty: false,
      }
    })
    return answer.html
  }
}
