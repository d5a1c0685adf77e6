import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ApproveMove from '#actions/requests/approve_move'
import RejectMove from '#actions/requests/reject_move'
import {
  answerBooking,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type MoveRequest from '#models/bookings/move_request'
import { findBookingToMove } from '#queries/bookings/find_booking_record'
import { findWaitingMove } from '#queries/requests/find_move'
import { presentMoveRequest } from '#shapes/bookings/move_request'
import { moveRejectionOrder } from '#validators/api/bookings'
import { nothingSent } from '#validators/api/nothing'

/** The other time that a client of an approved booking asked for; the booking keeps its own until then. */
export default class MoveRequestsController {
  async show(ctx: HttpContext) {
    const { id } = await findBookingToMove(ctx.business, ctx.params.id)
    return answerOne(ctx, presentMoveRequest(await this.waiting(id)))
  }

  async approve(ctx: HttpContext) {
    const { move, decision } = await this.toDecide(ctx)
    await readBody(ctx, nothingSent)
    return this.answer(ctx, move, await new ApproveMove().handle(decision))
  }

  async reject(ctx: HttpContext) {
    const { move, decision } = await this.toDecide(ctx)
    const { reason } = await readBody(ctx, moveRejectionOrder)
    return this.answer(ctx, move, await new RejectMove().handle({ ...decision, reason }))
  }

  private async toDecide(ctx: HttpContext) {
    const { booking, change } = await bookingToChange(ctx)
    const move = await this.waiting(booking.id)
    const version = versionAsked(ctx, presentMoveRequest(move), move.versionOf(move.booking))
    return { move, decision: { ...change, moveRequestId: move.id, version } }
  }

  private async answer(
    ctx: HttpContext,
    { bookingId }: MoveRequest,
    { outcome }: Awaited<ReturnType<ApproveMove['handle'] | RejectMove['handle']>>
  ) {
    switch (outcome) {
      case 'approved':
      case 'rejected':
        return answerBooking(ctx)
      case 'stale':
        throw staleOne(ctx, presentMoveRequest(await this.waiting(bookingId)))
      case 'conflict':
        throw await bookingRefused(ctx, 'approval_conflict')
      default:
        throw await bookingRefused(ctx, outcome)
    }
  }

  private async waiting(bookingId: number): Promise<MoveRequest> {
    const move = await findWaitingMove(bookingId, DateTime.utc())
    if (!move) throw new Refusal(404, 'not_found')
    return move
  }
}
