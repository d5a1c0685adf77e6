import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { joinAs, place } from '#tests/support/requests'

test.group('A member of staff who moves a booking of theirs', (group) => {
  withGlobalTransaction(group)

  test('fills no colleague’s time with it', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const staff = await joinAs('staff', shop.business)
    await tom.merge({ userId: staff.id }).save()
    const booking = await place(shop, { hostId: tom.id })
    const move = (fields: object) =>
      client
        .post(`/admin/bookings/${booking.id}/move`)
        .form({ date: tenOClock(1).toISODate() ?? '', time: '10:00', anyway: 'on', ...fields })
        .loginAs(staff)
        .withCsrfToken()
        .withVersion(`/admin/bookings/new?move=${booking.id}`)
        .redirects(0)
    ;(await move({ host: anna.id })).assertStatus(403)
    assert.equal((await Booking.findOrFail(booking.id)).hostId, tom.id)
    ;(await move({})).assertStatus(303)
    const moved = await Booking.findOrFail(booking.id)
    assert.equal(moved.hostId, tom.id)
    assert.equal(+moved.startsAt, +tenOClock(1))
  })
})
