/** `approved` is shown to people as "Confirmed". */
const MOVES = {
  pending: ['approved', 'rejected', 'expired', 'cancelled'],
  approved: ['cancelled', 'completed', 'no_show'],
  rejected: [],
  expired: [],
  cancelled: [],
  completed: ['no_show', 'approved'],
  no_show: ['completed', 'approved'],
} as const satisfies Record<string, readonly string[]>

export type BookingStatus = keyof typeof MOVES

export const BOOKING_STATUSES = Object.keys(MOVES) as BookingStatus[]

/** `approved` takes an attendance back. */
export const ATTENDANCES = ['completed', 'no_show', 'approved'] as const satisfies BookingStatus[]
export type Attendance = (typeof ATTENDANCES)[number]

/** What may be done with several at once. */
export const BOOKING_CHANGES = ['approve', 'decline', 'cancel', 'completed', 'no_show'] as const
export type BookingChangeName = (typeof BOOKING_CHANGES)[number]

/** They hold host time and count toward limits. */
export const HOLDING_STATUSES = ['pending', 'approved'] as const satisfies BookingStatus[]

export function canMove(from: BookingStatus, to: BookingStatus): boolean {
  return movesFrom(from).includes(to)
}

export function movesFrom(status: BookingStatus): readonly BookingStatus[] {
  return MOVES[status]
}
