import type { BookingNumbers } from '#queries/numbers/booking_numbers'

type Counts = Omit<BookingNumbers['days'][number], 'day' | 'currency' | 'value'>

export const NO_BOOKINGS: Counts = { held: 0, waiting: 0, cancelled: 0, completed: 0, missed: 0 }

export function sumOf(
  sum: Counts,
  { held, waiting, cancelled, completed, missed }: Counts
): Counts {
  return {
    held: sum.held + held,
    waiting: sum.waiting + waiting,
    cancelled: sum.cancelled + cancelled,
    completed: sum.completed + completed,
    missed: sum.missed + missed,
  }
}
