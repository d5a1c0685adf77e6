import type { HttpContext } from '@adonisjs/core/http'
import { renderMove } from '#controllers/owner/requests/move_page'
import { findMoveRecord } from '#queries/requests/find_move'

export default class MoveRequestsController {
  async show(ctx: HttpContext) {
    return renderMove(ctx, await findMoveRecord(ctx.business.id, ctx.params.id))
  }
}
