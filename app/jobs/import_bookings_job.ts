import ImportBookings from '#actions/imports/import_bookings'

export default class ImportBookingsJob {
  static readonly jobName = 'import_bookings'

  handle() {
    return new ImportBookings().handle()
  }
}
