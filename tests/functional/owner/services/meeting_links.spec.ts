import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt, place, type Shop, tenOClock, timesAddress } from '#tests/support/guest'
import { planSession } from '#tests/support/sessions'

const [OF_SERVICE, OF_ANNA] = ['https://zoom.example/j/1', 'https://zoom.example/my/anna']
const ONLINE = { locationType: 'zoom' as const, locationDetails: OF_SERVICE }
const ROOMS = { locationType: 'video' as const, locationDetails: 'https://meet.example/{room}' }

const linkOf = async ({ id }: Booking) => (await Booking.findOrFail(id)).wording.locationDetails

function save(client: ApiClient, { user, host }: Shop & { host: Host }, form: object) {
  return client
    .post(`/admin/people/${host.id}`)
    .form({ name: host.name, time_zone: host.timeZone, is_active: 'on', ...form })
    .loginAs(user)
    .withCsrfToken()
    .withVersion()
    .redirects(0)
}

test.group('The link of a meeting', (group) => {
  withGlobalTransaction(group)

  test('is the host’s own, else the service’s, and shown once it is confirmed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: ONLINE, settings: { requiresApproval: true } })
    assert.equal(await linkOf(await place(shop, tenOClock())), OF_SERVICE)
    ;(await save(client, shop, { meeting_link: OF_ANNA })).assertStatus(303)
    const booking = await place(shop, tenOClock(4), { email: 'tom@example.com' })
    assert.equal(await linkOf(booking), OF_ANNA)
    const before = await pageAt(client, timesAddress(shop))
    assert.notInclude(before, 'zoom.example')
    const waiting = await client.get(`/manage/${booking.manageToken}`)
    assert.notInclude(waiting.text(), OF_ANNA)
    await booking.merge({ status: 'approved' }).save()
    const confirmed = await client.get(`/manage/${booking.manageToken}`)
    confirmed.assertTextIncludes(`href="${OF_ANNA}"`)
  })

  test('of somebody counts online only, and gives way to the service’s when it goes', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    ;(await save(client, shop, { meeting_link: OF_ANNA })).assertStatus(303)
    assert.equal(await linkOf(await place(shop, tenOClock())), 'Canal Street pool')
    ;(await save(client, shop, { meeting_link: '' })).assertStatus(303)
    assert.isNull((await Host.findOrFail(shop.host.id)).meetingLink)
    ;(await save(client, shop, { meeting_link: 'zoom 123' })).assertStatus(422)
  })

  test('is told to those who are booked where it changes, if the owner says so', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: ONLINE })
    const booking = await place(shop, tenOClock())
    const asked = await save(client, shop, { meeting_link: OF_ANNA })
    asked.assertStatus(409)
    asked.assertTextIncludes('One coming booking')
    ;(await save(client, shop, { meeting_link: OF_ANNA, tell: 'yes' })).assertStatus(303)
    assert.equal(await linkOf(booking), OF_ANNA)
    const told = await Notification.query().where('type', 'booking_changed')
    assert.deepEqual(
      told.map(({ bookingId }) => bookingId),
      [booking.id]
    )
    ;(await save(client, shop, { meeting_link: OF_ANNA })).assertStatus(303)
  })

  test('has a room of its own for each booking that nobody can guess, and that stays', async ({
    assert,
  }) => {
    const shop = await openShop({ service: ROOMS })
    const one = await place(shop, tenOClock())
    const other = await place(shop, tenOClock(4), { email: 'tom@example.com' })
    const link = await linkOf(one)
    assert.match(link ?? '', /^https:\/\/meet\.example\/[0-9a-f]{32}$/)
    assert.notEqual(await linkOf(other), link)
    await one.merge({ calendarSequence: 1 }).save()
    assert.equal(await linkOf(one), link)
  })

  test('is one room for all of a session', async ({ assert }) => {
    const shop = await openShop({ service: { ...ROOMS, capacity: 4 } })
    await planSession(shop, tenOClock())
    const one = await place(shop, tenOClock())
    const other = await place(shop, tenOClock(), { email: 'tom@example.com' })
    assert.equal(await linkOf(one), await linkOf(other))
    assert.notInclude(await linkOf(one), '{room}')
  })
})
