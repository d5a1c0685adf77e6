import type { HttpContext } from '@adonisjs/core/http'
import { findDefaultPage } from '#queries/find_default_page'

export default class HomeController {
  async index({ view }: HttpContext) {
    const page = await findDefaultPage()
    return view.render('pages/guest/home', { ownPage: page?.business })
  }
}
