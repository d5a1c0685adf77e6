import KeepBookingImport from '#actions/imports/keep_booking_import'
import { bySystem } from '#models/by'
import type Business from '#models/settings/business'
import { IN_THREE_DAYS } from '#tests/support/requests'

/** A file of one booking, whose columns nobody has chosen yet. */
export function bookingImportOf(
  { id: businessId }: Pick<Business, 'id'>,
  service = 'Private lesson'
) {
  return new KeepBookingImport().handle({
    ...{ businessId, fileName: 'bookings.csv', isDayFirst: true, by: bySystem() },
    file: {
      titles: ['Start', 'Name', 'Service'],
      rows: [
        { line: 2, cells: [IN_THREE_DAYS.toFormat('yyyy-MM-dd HH:mm'), 'Asha Patel', service] },
      ],
    },
  })
}
