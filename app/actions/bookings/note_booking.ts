import { type WantedChange, changeBooking, lockBooking } from '#steps'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import type { CorrectedField } from '#models/bookings/booking_event'

interface Noting extends WantedChange {
  /** For the business alone. */
  privateNote: string | null
  /** The client reads it on their page, and in the next mail. */
  clientNote: string | null
  /** Of the notes that were read. */
  version: string
}

export type BookingNoted =
  { outcome: 'noted' } | { outcome: 'not_found' } | { outcome: 'stale'; booking: Booking }

export default class NoteBooking {
  handle(noting: Noting): Promise<BookingNoted> {
    const { privateNote, clientNote, version, by } = noting
    return changeBooking(noting, {
      lock: (trx) => lockBooking(trx, noting),
      settled: ({ booking }) =>
        this.differing(booking, noting).length === 0 ? { outcome: 'noted' as const } : null,
      isStale: ({ booking }) => booking.notesVersion !== version,
      change: async (trx, { booking }) => {
        const { status } = booking
        const details = { kind: 'noted', corrected: this.differing(booking, noting) } as const
        await booking.merge({ privateNote, clientNote }).save()
        await recordChange(trx, { booking, from: status, to: status, by, details })
        return { outcome: 'noted' as const, owed: [] }
      },
    })
  }

  private differing(booking: Booking, { privateNote, clientNote }: Noting): CorrectedField[] {
    return [
      ...(booking.privateNote === privateNote ? [] : (['private_note'] as const)),
      ...(booking.clientNote === clientNote ? [] : (['client_note'] as const)),
    ]
  }
}
