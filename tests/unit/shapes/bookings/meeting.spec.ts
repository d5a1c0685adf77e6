import { test } from '@japa/runner'
import { sampleBooking } from '#messages/samples'
import { presentMeeting } from '#shapes/bookings/meeting'

const WORDING = {
  service: 'Private lesson',
  instructions: null,
  locationType: 'in_person' as const,
  locationDetails: 'Canal Street pool',
  business: 'Swim School Pro',
  address: null,
  email: null,
  hosts: {},
}

test.group('A scheduled meeting', () => {
  test('names several hosts in its client’s language, with no marks for a page', ({ assert }) => {
    const booking = sampleBooking({ clientLocale: 'ar-EG', wording: WORDING })
    booking.$setRelated('moveRequests', [])
    booking.$extras.hosts_together = [
      { id: 1, name: 'Anna Reed' },
      { id: 2, name: 'Tom Okafor' },
    ]
    const { host, hosts } = presentMeeting(booking, { now: booking.createdAt, wasMoved: false })
    assert.equal(host, 'Anna Reed وTom Okafor')
    assert.deepEqual(hosts, ['Anna Reed', 'Tom Okafor'])
  })
})
