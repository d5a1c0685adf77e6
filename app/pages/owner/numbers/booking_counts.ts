import type { BookingNumbers } from '#queries/numbers/booking_numbers'

type Counts = Omit<BookingNumbers['days'][number], 'day'>

export const NO_BOOKINGS: Counts = { held: 0, cancelled: 0, completed: 0, missed: 0 }

export function sumOf(sum: Counts, { held, cancelled, completed, missed }: Counts): Counts {
  return {
    held: sum.held + held,
    cancelled: sum.cancelled + cancelled,
    completed: sum.completed + completed,
    missed: sum.missed + missed,
  }
}
