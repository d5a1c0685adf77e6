import TakeInOutsideBookings from '#actions/outside/take_in_outside_bookings'

export default class TakeInOutsideBookingsJob {
  static readonly jobName = 'take_in_outside_bookings'

  handle() {
    return new TakeInOutsideBookings().handle()
  }
}
