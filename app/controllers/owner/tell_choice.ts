import type { HttpContext } from '@adonisjs/core/http'
import type Booking from '#models/bookings/booking'

export type Telling = { bookings: number; unreachable: number } | 'busy' | null

/** Undefined where nobody was asked yet. */
export function tellChoice({ tell }: Record<string, unknown>): boolean | undefined {
  return tell === 'yes' || tell === 'no' ? tell === 'yes' : undefined
}

/** Undefined where the page did not ask: then as the booking says. */
export function chosenToTell(tell: 'mail' | 'nobody' | undefined): boolean | undefined {
  return tell && tell === 'mail'
}

/** Whoever is booked now and gets no mail of it: nothing else is owed to them. */
export function nameWhomToCall(
  { session }: HttpContext,
  { clientName: name, clientPhone: phone, startsAt }: Booking
): void {
  if (phone === null || startsAt.toMillis() <= Date.now()) return
  session.flash('calls', { calls: [{ name, phone }], more: 0, stays: false })
}

export function savedAndTold(
  saved: string,
  told: number,
  i18n: { t(key: string, values: { count: number }): string }
): string {
  return told > 0 ? `${saved} ${i18n.t('owner.common.tell.done', { count: told })}` : saved
}
