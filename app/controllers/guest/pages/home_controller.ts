import type { HttpContext } from '@adonisjs/core/http'
import { findOwnPage } from '#queries/pages/find_default_page'

export default class HomeController {
  async index({ view }: HttpContext) {
    const page = await findOwnPage()
    return view.render('pages/guest/pages/home', { ownPage: page?.business })
  }
}
