import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import PlaceSeries from '#actions/bookings/place_series'
import EndSignIns from '#actions/accounts/end_sign_ins'
import push from '#config/push'
import { byClient, byUser } from '#models/by'
import type Booking from '#models/bookings/booking'
import type User from '#models/accounts/user'
import PushDevice from '#models/push/push_device'
import { withEmptyTables } from '#tests/support/database'
import { letPass } from '#tests/support/outbox'
import { openPushService, owedPushes, signedBy, switchOn } from '#tests/support/push'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'

interface Shown {
  title: string
  body: string
  path: string
  topic: string
}

async function deliverPushes() {
  const deliveries: string[] = []
  for (const { id } of await owedPushes().where('status', 'queued')) {
    deliveries.push(await new DeliverNotification().handle({ notificationId: id }))
  }
  return deliveries
}

function cancel({ businessId, id }: Booking, by = byClient()) {
  return new CancelBooking().handle({ businessId, bookingId: id, by, reason: null })
}

/** A request at a shop whose owner switched it on in one browser. */
async function askWithDevice({ origin }: { origin: string }) {
  const shop = await openShopByRequest()
  const { browser, device } = await switchOn(shop.user.id, origin)
  const booking = await place(shop)
  return { shop, browser, device, booking }
}

test.group('What is pushed to the browsers of a business', (group) => {
  withEmptyTables(group)
  group.each.setup(() => {
    push.allowsLoopback = true
    return () => void (push.allowsLoopback = false)
  })

  test('is owed for each browser that somebody switched on, and to nobody else', async ({
    assert,
  }) => {
    const shop = await openShopByRequest()
    const admin = await joinAs('admin', shop.business)
    await joinAs('staff', shop.business)
    await place(shop)
    assert.lengthOf(await owedPushes(), 0)

    const phone = await switchOn(shop.user.id)
    const computer = await switchOn(shop.user.id)
    const tablet = await switchOn(admin.id)
    const booking = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const owed = await owedPushes()
    assert.sameMembers(
      owed.map(({ userId, pushDeviceId }) => `${userId} ${pushDeviceId}`),
      [
        `${shop.user.id} ${phone.device.id}`,
        `${shop.user.id} ${computer.device.id}`,
        `${admin.id} ${tablet.device.id}`,
      ]
    )
    for (const { data, type } of owed) {
      assert.equal(type, 'booking_requested')
      assert.notInclude(JSON.stringify(data), booking.clientName)
    }
    // Whoever cancels it knows already.
    await cancel(booking, byUser(shop.user.id))
    const cancelled = await owedPushes().where('type', 'booking_cancelled')
    assert.deepEqual(
      cancelled.map(({ userId }) => userId),
      [admin.id]
    )
  })

  test('stays away where its member does not want it, and from who is no member', async ({
    assert,
  }) => {
    const shop = await openShopByRequest()
    await switchOn(shop.user.id)
    const elsewhere = await openShopByRequest()
    await switchOn(elsewhere.user.id)
    await db.table('muted_events').insert({
      ...{ business_id: shop.business.id, user_id: shop.user.id },
      ...{ event: 'requested', channel: 'push' },
    })
    const booking = await place(shop)
    assert.lengthOf(await owedPushes(), 0)
    await cancel(booking)
    const owed = await owedPushes()
    assert.deepEqual(
      owed.map(({ type, userId }) => [type, userId]),
      [['booking_cancelled', shop.user.id]]
    )
  })

  test('is one message for dates that are booked together', async ({ assert }) => {
    const shop = await openShopByRequest()
    await switchOn(shop.user.id)
    await switchOn(shop.user.id)
    const { business, service } = shop
    await new PlaceSeries().handle({
      ...{ businessId: business.id, serviceId: service.id, hostId: null },
      starts: [0, 7].map((days) => IN_THREE_DAYS.plus({ days }).toMillis()),
      client: {
        ...{ name: 'Asha Patel', email: 'asha@client.example', phone: null, notes: null },
        ...{ timeZone: 'Europe/London', locale: 'en-GB' },
      },
      idempotencyKey: null,
      by: byClient(),
    })
    assert.lengthOf(await owedPushes(), 2)
  })

  test('can be opened by that browser alone, is signed, and names no client', async ({
    assert,
    cleanup,
  }) => {
    const service = await openPushService(cleanup)
    const { browser, device, booking, shop } = await askWithDevice(service)
    assert.deepEqual(await deliverPushes(), ['sent'])

    const [{ at, headers, body }] = service.pushed
    assert.equal(`${service.origin}${at}`, device.endpoint)
    assert.equal(headers['content-encoding'], 'aes128gcm')
    assert.equal(headers.topic, `booking-${booking.id}`)
    assert.equal(headers.ttl, '86400')
    const signed = signedBy(headers)
    assert.isTrue(signed.isRight)
    assert.equal(signed.key, push.vapid.publicKey)
    assert.equal(signed.aud, service.origin)
    assert.isAbove(signed.exp, Date.now() / 1_000)

    const shown: Shown = JSON.parse(browser.read(body))
    assert.equal(shown.title, `New request: ${shop.service.name}`)
    assert.include(shown.body, shop.business.name)
    assert.equal(shown.path, `/admin/requests/${booking.id}`)
    for (const word of [booking.clientName, booking.clientEmail ?? '']) {
      assert.notInclude(JSON.stringify(shown), word)
    }
    const { browser: other } = await switchOn(shop.user.id)
    assert.throws(() => other.read(body))
    const [{ status, sentAt }] = await owedPushes()
    assert.equal(status, 'sent')
    assert.isNotNull(sentAt)
  })

  test('speaks the language of whom it is for', async ({ assert, cleanup }) => {
    const service = await openPushService(cleanup)
    const shop = await openShopByRequest()
    await shop.user.merge({ locale: 'de' }).save()
    const { browser } = await switchOn(shop.user.id, service.origin)
    const booking = await place(shop)
    await cancel(booking)
    assert.deepEqual(await deliverPushes(), ['dropped', 'sent'])
    const shown: Shown = JSON.parse(browser.read(service.pushed[0].body))
    assert.equal(shown.title, `Abgesagt: ${shop.service.name}`)
    assert.equal(shown.path, `/admin/bookings/${booking.id}`)
    const [request] = await owedPushes()
    assert.equal(request.lastError, 'booking_cancelled')
  })

  for (const status of [404, 410]) {
    test(`removes a browser of which its service says ${status}`, async ({ assert, cleanup }) => {
      const service = await openPushService(cleanup)
      await askWithDevice(service)
      service.answers(status)
      assert.deepEqual(await deliverPushes(), ['dropped'])
      assert.lengthOf(await PushDevice.all(), 0)
      const [{ lastError, pushDeviceId }] = await owedPushes()
      assert.equal(lastError, 'device_gone')
      assert.isNull(pushDeviceId)
      const told = await db.from('notifications').where('type', 'message_failed')
      assert.lengthOf(told, 0)
    })
  }

  test('is tried again when the service is busy, no sooner than it asks', async ({
    assert,
    cleanup,
  }) => {
    const service = await openPushService(cleanup)
    await askWithDevice(service)
    service.answers(429, { 'retry-after': '3600' })
    assert.deepEqual(await deliverPushes(), ['postponed'])
    const [owed] = await owedPushes()
    assert.equal(owed.lastError, 'Push 429')
    assert.isAbove(owed.nextAttemptAt.toMillis(), Date.now() + 3_500_000)

    service.answers(503)
    await letPass(owed, 4_000)
    assert.deepEqual(await deliverPushes(), ['postponed'])
    service.answers(201)
    await letPass(owed, 4_000)
    assert.deepEqual(await deliverPushes(), ['sent'])
  })

  test('is given up when it is refused, without an alarm', async ({ assert, cleanup }) => {
    const service = await openPushService(cleanup)
    const { shop } = await askWithDevice(service)
    service.answers(403)
    assert.deepEqual(await deliverPushes(), ['failed'])
    assert.lengthOf(await PushDevice.all(), 1)
    const told = await db.from('notifications').where('type', 'message_failed')
    assert.lengthOf(told, 0)
    assert.equal(shop.user.id, (await owedPushes())[0].userId)
  })

  test('follows no redirect, and goes to no network behind us', async ({ assert, cleanup }) => {
    const service = await openPushService(cleanup)
    const { booking } = await askWithDevice(service)
    service.answers(307, { location: `${service.origin}/inside` })
    assert.deepEqual(await deliverPushes(), ['failed'])
    assert.lengthOf(service.pushed, 1)

    push.allowsLoopback = false
    await cancel(booking)
    assert.deepEqual(await deliverPushes(), ['failed'])
    assert.lengthOf(service.pushed, 1)
    assert.equal((await owedPushes())[1].lastError, 'Push not_allowed')
  })

  test('goes no more to a browser that was signed out, or is somebody else’s by now', async ({
    assert,
    cleanup,
  }) => {
    const service = await openPushService(cleanup)
    const { shop, device } = await askWithDevice(service)
    const admin = await joinAs('admin', shop.business)
    await device.merge({ userId: admin.id }).save()
    assert.deepEqual(await deliverPushes(), ['dropped'])
    assert.equal((await owedPushes())[0].lastError, 'device_removed')

    const ended = async (user: User) => {
      await new EndSignIns().handle({ userId: user.id })
      return (await PushDevice.query().where('userId', user.id)).length
    }
    assert.equal(await ended(shop.user), 0)
    assert.lengthOf(await PushDevice.all(), 1)
    assert.equal(await ended(admin), 0)
    assert.lengthOf(service.pushed, 0)
  })
})
