import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { openPage } from '#controllers/guest/pages/open_page'
import { noteLook } from '#controllers/guest/visits/note_look'
import { pagePath, timesPath } from '#formats/pages/addresses'
import { findDefaultPage } from '#queries/pages/find_default_page'
import { facesOf } from '#pages/guest/pages/faces'
import { servicesShown } from '#pages/guest/pages/services_shown'

export default class PagesController {
  async index({ response }: HttpContext) {
    const page = await findDefaultPage()
    if (!page) throw new Refusal(404, 'no_default_business')
    return response.redirect().withQs().toPath(pagePath(page.business))
  }

  async show(ctx: HttpContext) {
    const page = await openPage(ctx)
    const { business } = page
    const services = page.services.filter(({ isHidden }) => !isHidden)
    if (services.length === 1) {
      return ctx.response.redirect().withQs().toPath(timesPath(business, services[0]))
    }

    noteLook(ctx, business, { step: 'page' })
    const shown = await servicesShown(page, { host: null, now: Date.now() })
    return ctx.view.render('pages/guest/pages/services', { ...shown, people: facesOf(services) })
  }
}
