import type { HttpContext } from '@adonisjs/core/http'
import CorrectAddress from '#actions/bookings/correct_address'
import {
  answerChanged,
  bookingRefused,
  bookingToChange,
} from '#controllers/api/v1/bookings/booking'
import { withinMails } from '#controllers/api/v1/mails'
import { readBody } from '#controllers/api/v1/read'
import { addressOrder } from '#validators/api/bookings'

/** The links that were mailed to the former address open nothing any more. */
export default class ClientAddressesController {
  async store(ctx: HttpContext) {
    const { change } = await bookingToChange(ctx)
    const { client_email: email } = await readBody(ctx, addressOrder)
    const { outcome } = await withinMails(
      ctx,
      email,
      () => new CorrectAddress().handle({ ...change, email }),
      (done) => done.outcome === 'corrected'
    )
    switch (outcome) {
      case 'corrected':
      case 'unchanged':
        return answerChanged(ctx)
      case 'no_address':
        throw await bookingRefused(ctx, 'has_no_email')
      case 'too_late':
        throw await bookingRefused(ctx, 'not_possible')
      default:
        throw await bookingRefused(ctx, outcome)
    }
  }
}
