import type { DateTime } from 'luxon'
import type Host from '#models/availability/host'
import type { BookingState } from '#models/bookings/booking_state'
import type { PageReader } from '#pages/reader'
import type { Mover } from '#queries/bookings/move_question'

/** A booking that its client may move, and what was chosen on the way so far. */
export interface Moving {
  mover: Mover
  /** Of whom the client may choose; the one that was chosen, if any. */
  hosts: Host[]
  host: Host | null
  /** What every step takes along. */
  carried: Record<string, string>
  state: BookingState
  timeZone: string
  isZoneFixed: boolean
  reader: PageReader
  now: DateTime
}
