import type { HttpContext } from '@adonisjs/core/http'
import { renderSetup } from '#controllers/owner/setup/setup_page'
import { validQuery } from '#validators/owner_query'
import { setupQuery } from '#validators/setup/setup_query'

export default class SetupsController {
  async show(ctx: HttpContext) {
    const { stop } = await validQuery(setupQuery, ctx)
    return renderSetup(ctx, { stop })
  }
}
