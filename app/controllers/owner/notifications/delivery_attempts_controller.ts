import type { HttpContext } from '@adonisjs/core/http'
import SendAgain from '#actions/notifications/send_again'
import { sentAgain } from '#config/limits'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { renderDelivery } from '#controllers/owner/notifications/delivery_page'
import type Business from '#models/settings/business'
import type Notification from '#models/notifications/notification'
import { addressOf } from '#pages/address_of'
import { deliveries } from '#queries/notifications/delivery_list'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { consumeLimit } from '#start/limiter'
import { emptyForm } from '#validators/form'

export default class DeliveryAttemptsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, params, request, response, session, i18n } = ctx
    const message = await deliveries(business.id).where('id', params.id).firstOrFail()
    await bouncer.with('DeliveryPolicy').authorize('sendAgain', message)

    const seconds = await this.secondsToWait(business, message)
    const outcome = seconds
      ? 'too_often'
      : await new SendAgain().handle({
          businessId: business.id,
          notificationId: message.id,
          by,
        })
    if (outcome === 'not_found') return response.abort('Not found', 404)

    const bookingId = request.input('from') === 'booking' ? message.bookingId : null
    if (outcome === 'queued') {
      session.flash('done', i18n.t('owner.notifications.messages.queued'))
      const next = bookingId
        ? addressOf('owner.bookings.show', { id: bookingId })
        : addressOf('owner.deliveries.index')
      return response.redirect().status(303).toPath(next)
    }
    const wait = seconds ? askToWait(ctx, seconds) : undefined
    const status = seconds ? 429 : 409
    if (!bookingId) {
      return renderDelivery(ctx, { tab: 'failed', page: 1, status, problem: outcome, wait })
    }
    const booking = await findBookingRecord(business, bookingId)
    const problem = `message_${outcome}` as const
    return renderBooking(ctx, booking, { form: emptyForm(), status, problem, wait })
  }

  /** The recipient may be a stranger who never asked for any of it. */
  private async secondsToWait(business: Business, message: Notification): Promise<number | null> {
    const { id, userId } = message
    const recipient = userId === null ? `message ${id}` : `user ${userId}`
    const wait = await consumeLimit(sentAgain, recipient)
    if (wait !== null || userId !== null || !message.booking) return wait
    const { verdict } = await judgeOwner(business, message.booking.clientEmail)
    return typeof verdict === 'object' ? verdict.wait : null
  }
}
