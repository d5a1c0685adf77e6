import CompleteBookings from '#actions/bookings/complete_bookings'
import { bySystem } from '#models/by'
import type { JobPayloads } from '#services/queue'

export default class CompleteBookingsJob {
  static readonly jobName = 'complete_bookings'

  handle({ requestId }: JobPayloads['complete_bookings']) {
    return new CompleteBookings().handle(bySystem(requestId))
  }
}
