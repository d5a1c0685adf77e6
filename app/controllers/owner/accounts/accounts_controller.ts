import type { HttpContext } from '@adonisjs/core/http'
import { renderAccount } from '#controllers/owner/accounts/account_page'

export default class AccountsController {
  show(ctx: HttpContext) {
    return renderAccount(ctx)
  }
}
