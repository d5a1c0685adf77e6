import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { answerMove, keptOf } from '#controllers/owner/requests/move_page'
import { readerLocale } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { byUser } from '#models/by'
import { addressOf } from '#pages/address_of'
import { type MoveRefusal, moveState } from '#pages/owner/requests/move_page'
import BookingPolicy from '#policies/booking_policy'
import { findMoveByDecisionToken } from '#queries/requests/find_move'
import { findOutdatedMail } from '#queries/notifications/mail_outdated'
import { decisionValidator, withSavedPhrase } from '#validators/bookings/decision'
import { submittedVersion, validateForm } from '#validators/form'

type Found = NonNullable<Awaited<ReturnType<typeof findMoveByDecisionToken>>>

export async function openMoveByLink({ params }: HttpContext): Promise<Found | null> {
  const found = await findMoveByDecisionToken(params.token)
  if (found && !new BookingPolicy().decide(found.membership, found.move.booking)) {
    throw new Refusal(403, 'not_yours')
  }
  return found
}

export async function showMoveByLink(
  ctx: HttpContext,
  { move, membership: { userId } }: Found,
  refusal?: MoveRefusal
) {
  const { request, response, view } = ctx
  const { business } = move.booking
  const now = DateTime.now().setZone(business.timeZone)
  view.share({
    business,
    zone: business.timeZone,
    locale: readerLocale(ctx, business),
  })
  const state = await moveState(move, now, refusal)
  const { read } = request.qs()
  const isOutdated = move.canBeDecided(now) && read && read !== move.versionOf(move.booking)
  const html = await view.render('pages/owner/requests/decide_move', {
    ...state,
    outdated: isOutdated ? await findOutdatedMail(move.booking, userId) : null,
    at: addressOf('owner.decisions.show', { token: move.decisionTokenFor(userId) }),
    nextAt:
      state.nextRequest &&
      addressOf('owner.decisions.show', { token: state.nextRequest.decisionTokenFor(userId) }),
  })
  return response.status(refusal?.status ?? 200).send(html)
}

export async function decideMoveByLink(ctx: HttpContext, found: Found) {
  const { move, membership } = found
  const { request, response } = ctx
  const { settings } = move.booking.business
  const body = withSavedPhrase({ body: request.body(), settings }, ctx)
  const checked = await validateForm(decisionValidator, body, ctx, 'owner.validator')
  if (!checked.ok) return showMoveByLink(ctx, found, { status: 422, form: checked.form })
  const by = byUser(membership.userId, ctx.by.requestId)
  const read = { by, version: submittedVersion(body) }
  const refused = await answerMove(move, checked.data, read)
  if (!refused) return response.redirect().status(303).toPath(request.url())
  const { problem, current } = refused
  const kept = keptOf(problem, checked.form, body)
  return showMoveByLink(ctx, { move: current, membership }, { status: 409, problem, ...kept })
}
