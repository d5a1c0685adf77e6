import type { HttpContext } from '@adonisjs/core/http'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { seeOther } from '#controllers/see_other'
import type Booking from '#models/bookings/booking'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { emptyForm, type Form, submittedVersion } from '#validators/form'

interface Given {
  form: Form
  /** The field in which it was chosen. */
  field: 'stand_in' | 'room'
  /** What the sentences of that form begin with. */
  words: 'reassign' | 'room'
  chosen: { hostId: number | null; roomId?: number; reason: string | null; tellsClient?: boolean }
  /** Says of the booking, as it stands then, what was done. */
  done(booking: Booking): string
}

/** Gives a booking, at its own time, to somebody else or another room, and answers with its page. */
export async function giveBooking(
  ctx: HttpContext,
  read: Booking,
  { form, field, words, chosen, done }: Given
) {
  const { business, by, request, response, session, i18n } = ctx
  const { id, clientEmail } = read
  const bounded = await withinBounds(
    judgeOwner(business, read.reachedIf(chosen.tellsClient) === 'mail' ? clientEmail : null),
    () =>
      new ReassignBooking().handle({
        ...{ businessId: business.id, bookingId: id, ...chosen, by },
        version: submittedVersion(request.body()),
      }),
    ({ outcome }) => outcome === 'reassigned'
  )
  const booking = await findBookingRecord(business, id)
  if ('tooMany' in bounded) {
    const wait = askToWait(ctx, bounded.tooMany.wait)
    form.errors[field] = i18n.t('owner.common.too_many_mails', { wait })
    return renderBooking(ctx, booking, { form, status: 429 })
  }
  const given = bounded.done
  switch (given.outcome) {
    case 'reassigned':
      session.flash('done', done(booking))
      return seeOther(response, 'owner.bookings.show', { id })
    case 'unavailable':
      form.errors[field] = i18n.t(`owner.bookings.${words}.refused.${given.code}`)
      return renderBooking(ctx, booking, { form, status: 409 })
    case 'not_a_stand_in':
    case 'not_a_room':
      form.errors[field] = i18n.t(`owner.bookings.${words}.${given.outcome}`)
      return renderBooking(ctx, booking, { form, status: 422 })
    case 'busy':
      response.header('retry-after', '2')
      return renderBooking(ctx, booking, { form, status: 503, problem: `${words}_busy` })
    case 'stale':
    case 'move_waits':
      return renderBooking(ctx, booking, {
        form,
        status: 409,
        problem: `${words}_${given.outcome}`,
      })
    default:
      return renderBooking(ctx, booking, {
        ...{ form: emptyForm(), status: 409, problem: `${words}_not_possible` },
      })
  }
}
