import KeepBookingImport from '#actions/imports/keep_booking_import'
import { bySystem } from '#models/by'
import type Business from '#models/settings/business'

/** A file of one booking, whose columns nobody has chosen yet. */
export function bookingImportOf({ id: businessId }: Pick<Business, 'id'>) {
  return new KeepBookingImport().handle({
    ...{ businessId, fileName: 'bookings.csv', isDayFirst: true, by: bySystem() },
    file: {
      titles: ['Start', 'Name', 'Service'],
      rows: [{ line: 2, cells: ['2999-01-01 10:00', 'Asha Patel', 'Private lesson'] }],
    },
  })
}
