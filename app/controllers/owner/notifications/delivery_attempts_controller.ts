import type { HttpContext } from '@adonisjs/core/http'
import { askToWait } from '#controllers/ask_to_wait'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { renderDelivery } from '#controllers/owner/notifications/delivery_page'
import { sendMessageAgain } from '#controllers/send_message_again'
import { Refusal } from '#exceptions/refusal'
import { addressOf } from '#pages/address_of'
import { deliveries } from '#queries/notifications/delivery_list'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { emptyForm } from '#validators/form'

export default class DeliveryAttemptsController {
  async store(ctx: HttpContext) {
    const { business, bouncer, params, request, response, session, i18n } = ctx
    const message = await deliveries(business.id).where('id', params.id).firstOrFail()
    await bouncer.with('DeliveryPolicy').authorize('sendAgain', message)

    const sent = await sendMessageAgain(ctx, message)
    const seconds = 'tooMany' in sent ? sent.tooMany.wait : null
    const outcome = 'done' in sent ? sent.done : 'too_often'
    if (outcome === 'not_found') throw new Refusal(404, 'not_found')

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
}
