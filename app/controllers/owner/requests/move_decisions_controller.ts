import type { HttpContext } from '@adonisjs/core/http'
import { answerMove, keptOf, renderMove } from '#controllers/owner/requests/move_page'
import { seeOther } from '#controllers/see_other'
import { findMoveRecord } from '#queries/requests/find_move'
import { decisionValidator, withSavedPhrase } from '#validators/bookings/decision'
import { submittedVersion, validateForm } from '#validators/form'

export default class MoveDecisionsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const move = await findMoveRecord(business.id, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', move.booking)
    const body = withSavedPhrase({ body: request.body(), settings: business.settings }, ctx)
    const checked = await validateForm(decisionValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return renderMove(ctx, move, { status: 422, form: checked.form })

    const read = { by, version: submittedVersion(body) }
    const refused = await answerMove(move, checked.data, read)
    if (refused) {
      const { problem, current } = refused
      const kept = keptOf(problem, checked.form, body)
      return renderMove(ctx, current, { status: 409, problem, ...kept })
    }
    const done = checked.data.decision === 'approve' ? 'approved' : 'declined'
    const { clientName: name, reached } = move.booking
    session.flash('done', i18n.t(`owner.requests.request.${done}`, { name, reached }))
    return seeOther(response, 'owner.move_requests.show', { id: move.id })
  }
}
