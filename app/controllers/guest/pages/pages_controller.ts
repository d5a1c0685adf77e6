import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { openPage } from '#controllers/guest/pages/open_page'
import { readAddress } from '#controllers/guest/pages/read_address'
import { noteLook } from '#controllers/guest/visits/note_look'
import { pagePath, timesPath } from '#formats/pages/addresses'
import { findDefaultPage } from '#queries/pages/find_default_page'
import { facesOf } from '#pages/guest/pages/faces'
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
    const shown = await servicesShown(page, { host: null, theirs, query, now: Date.now() })
    return ctx.view.render('pages/guest/pages/services', { ...shown, people: facesOf(services) })
  }
}
