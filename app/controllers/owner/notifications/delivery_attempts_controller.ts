import type { HttpContext } from '@adonisjs/core/http'
import SendAgain from '#actions/notifications/send_again'
import { sentAgain } from '#config/limits'
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
    const { business, bouncer, membership, params, request, response, session, i18n } = ctx
    const message = await deliveries(business.id).where('id', params.id).firstOrFail()
    await bouncer.with('DeliveryPolicy').authorize('sendAgain', message)

    const outcome = (await this.isTooOften(business, message))
      ? 'too_often'
      : await new SendAgain().handle({
          businessId: business.id,
          notificationId: message.id,
          userId: membership.userId,
          requestId: request.id() ?? null,
        })
    if (outcome === 'not_found') return response.abort('Not found', 404)

    const bookingId = request.input('from') === 'booking' ? message.bookingId : null
    if (outcome === 'queued') {
      session.flash('done', i18n.t('owner.messages.queued'))
      const next = bookingId
        ? addressOf('owner.bookings.show', { id: bookingId })
        : addressOf('owner.deliveries.index')
      return response.redirect().status(303).toPath(next)
    }
    const status = outcome === 'too_often' ? 429 : 409
    if (!bookingId) {
      return renderDelivery(ctx, { tab: 'failed', page: 1, status, problem: outcome })
    }
    const booking = await findBookingRecord(business, bookingId)
    const problem = `message_${outcome}` as const
    return renderBooking(ctx, booking, { form: emptyForm(), status, problem })
  }

  /** The recipient may be a stranger who never asked for any of it. */
  private async isTooOften(business: Business, message: Notification): Promise<boolean> {
    const { id, userId } = message
    const reader = userId === null ? `message ${id}` : `user ${userId}`
    if ((await consumeLimit(sentAgain, reader)) !== null) return true
    if (userId !== null || !message.booking) return false
    const { verdict } = await judgeOwner(business, message.booking.clientEmail)
    return typeof verdict === 'object'
  }
}
