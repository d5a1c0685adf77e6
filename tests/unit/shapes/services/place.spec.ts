import { test } from '@japa/runner'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { presentChosenPlace } from '#shapes/services/place'

test.group('The way into a call', () => {
  for (const status of BOOKING_STATUSES) {
    const isShown = ['approved', 'completed', 'no_show'].includes(status)
    test(`is ${isShown ? 'shown' : 'kept'} where a booking is ${status}`, ({ assert }) => {
      const wording = {
        ...{ locationType: 'video', locationDetails: 'https://meet.example/SECRET' },
      }
      const place = presentChosenPlace({ wording, status } as never)
      assert.equal(place.location_details !== null, isShown)
    })
  }
})
