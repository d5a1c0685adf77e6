import fc from 'fast-check'
import type { Attendance, BookingStatus } from '#scheduling/slots/bookings'

const SLOTS = 3
export const HOSTS = 2

/** What may happen, as plain data; `nth` counts back from the booking made last. */
export type Command =
  | { act: 'wait' | 'expire_job' | 'complete_job' }
  | { act: 'book'; slot: number; host: number; byRequest: boolean }
  | Aimed

type Aimed =
  | { act: 'approve' | 'reject' | 'cancel' | 'lapse' | 'begin' | 'end'; nth: number }
  | { act: 'mark'; nth: number; attendance: Attendance }
  | { act: 'reassign'; nth: number; host: number }

const nth = fc.nat({ max: 3 })
const anyHost = fc.nat({ max: HOSTS - 1 })

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom('wait', 'expire_job', 'complete_job').map((act) => ({ act })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('book' as const),
      slot: fc.nat({ max: SLOTS - 1 }),
      host: anyHost,
      byRequest: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom('approve', 'reject', 'cancel', 'lapse', 'begin', 'end'),
      nth,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('mark' as const),
      nth,
      attendance: fc.constantFrom('completed', 'no_show', 'approved'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reassign' as const), nth, host: anyHost }) }
)

export interface ModelBooking {
  /** As the clock has it: a request nobody answered in time is expired, job or no job. */
  status: BookingStatus
  /** Whether the job has written that down. */
  isWritten: boolean
  /** Which time it was booked for; null once that lies in the past. */
  slot: number | null
  /** Who gives it. */
  host: number
  time: 'ahead' | 'running' | 'over'
  wasMarked: boolean
  history: BookingStatus[]
}

/** The state machine, told again in as few words as it takes: no database, no rows, no locks. */
export class BookingModel {
  readonly bookings: ModelBooking[] = []

  find(back: number): ModelBooking | null {
    const { length } = this.bookings
    return length === 0 ? null : this.bookings[length - 1 - (back % length)]
  }

  /** What the command must come to. */
  run(command: Command): string {
    switch (command.act) {
      case 'wait':
        return 'nothing'
      case 'book':
        return this.book(command)
      case 'expire_job':
        return this.writeExpiries()
      case 'complete_job':
        return this.complete()
      default: {
        const booking = this.find(command.nth)
        return booking ? this.decide(booking, command) : 'nothing'
      }
    }
  }

  private isTaken(slot: number | null, host: number): boolean {
    return this.bookings.some(
      (held) =>
        held.slot === slot &&
        held.host === host &&
        (held.status === 'pending' || held.status === 'approved')
    )
  }

  private book({ slot, host, byRequest }: Extract<Command, { act: 'book' }>): string {
    if (this.isTaken(slot, host)) return 'unavailable'
    const status = byRequest ? 'pending' : 'approved'
    this.bookings.push({
      status,
      isWritten: true,
      slot,
      host,
      time: 'ahead',
      wasMarked: false,
      history: [status],
    })
    return byRequest ? 'requested' : 'booked'
  }

  private decide(booking: ModelBooking, command: Aimed): string {
    const { status, time } = booking
    switch (command.act) {
      case 'approve':
      case 'reject': {
        if (status !== 'pending') return 'already_decided'
        return this.move(booking, command.act === 'approve' ? 'approved' : 'rejected')
      }
      case 'cancel': {
        if (status === 'cancelled') return 'cancelled'
        const canCancel = status === 'pending' || (status === 'approved' && time === 'ahead')
        return canCancel ? this.move(booking, 'cancelled') : 'not_possible'
      }
      case 'mark':
        return this.mark(booking, command.attendance)
      case 'reassign':
        return this.reassign(booking, command.host)
      case 'lapse':
        this.lapse(booking)
        return 'nothing'
      case 'begin':
      case 'end': {
        const isAlone = this.bookings.every((other) => other.time !== 'running')
        if (time === 'over' || (command.act === 'begin' && !isAlone)) return 'nothing'
        booking.time = command.act === 'begin' ? 'running' : 'over'
        booking.slot = null
        this.lapse(booking)
        return 'nothing'
      }
    }
  }

  private reassign(booking: ModelBooking, host: number): string {
    const { status, time, slot } = booking
    const canGo = (status === 'pending' || status === 'approved') && time === 'ahead'
    if (!canGo) return 'not_possible'
    if (host === booking.host) return 'reassigned'
    if (this.isTaken(slot, host)) return 'unavailable'
    booking.host = host
    this.move(booking, status)
    return 'reassigned'
  }

  private mark(booking: ModelBooking, attendance: Attendance): string {
    const { status, time } = booking
    const canMark =
      (status === 'approved' && attendance !== 'approved') ||
      ((status === 'completed' || status === 'no_show') && attendance !== status)
    if (!canMark) return 'not_possible'
    if (time === 'ahead') return 'too_early'
    booking.wasMarked = true
    this.move(booking, attendance)
    return 'marked'
  }

  private lapse(booking: ModelBooking) {
    if (booking.status !== 'pending') return
    booking.status = 'expired'
    booking.isWritten = false
  }

  private writeExpiries(): string {
    const late = this.bookings.filter(({ isWritten }) => !isWritten)
    for (const booking of late) {
      booking.isWritten = true
      booking.history.push('expired')
    }
    return String(late.length)
  }

  private complete(): string {
    const ended = this.bookings.filter(
      ({ status, time, wasMarked }) => status === 'approved' && time === 'over' && !wasMarked
    )
    for (const booking of ended) {
      booking.wasMarked = true
      this.move(booking, 'completed')
    }
    return String(ended.length)
  }

  private move(booking: ModelBooking, to: BookingStatus): string {
    booking.status = to
    booking.history.push(to)
    return to
  }
}
