import type { HttpContext } from '@adonisjs/core/http'
import SettleSetupStop from '#actions/setup/settle_setup_stop'
import { toNextStop } from '#controllers/owner/setup/setup_page'

export default class SharingsController {
  async store(ctx: HttpContext) {
    await new SettleSetupStop().handle(ctx.business.id, 'share')
    return toNextStop(ctx)
  }
}
