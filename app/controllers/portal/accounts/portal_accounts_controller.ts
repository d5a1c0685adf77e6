import type { HttpContext } from '@adonisjs/core/http'

export default class PortalAccountsController {
  show({ view }: HttpContext) {
    return view.render('pages/portal/accounts/account')
  }
}
