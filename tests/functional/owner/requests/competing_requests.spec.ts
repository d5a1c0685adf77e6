import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import type Booking from '#models/bookings/booking'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { addService } from '#database/factories/business'
import { approve, openShopThatChooses, overlapping } from '#tests/support/competing'
import { withGlobalTransaction } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { instant, pageAt, timesAddress } from '#tests/support/guest'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

async function mailTo(booking: Booking, type: 'booking_requested' | 'booking_rejected') {
  const owed = await Notification.query()
    .where({ bookingId: booking.id, type, channel: 'mail' })
    .whereNull('user_id')
    .firstOrFail()
  await new DeliverNotification().handle({ notificationId: owed.id })
  const { text } = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
  return text
}

test.group('Choosing among competing requests', (group) => {
  withGlobalTransaction(group)

  test('a request names who else asks for its time', async ({ client, assert }) => {
    const shop = await openShopThatChooses()
    const [ada, ben, cleo] = await overlapping(shop, ['Ada One', 'Ben Two', 'Cleo Three'])
    const page = await client.get(`/admin/requests/${ada.id}`).loginAs(shop.user)
    page.assertTextIncludes('2 other clients ask for this time:')
    page.assertTextIncludes(`<a href="/admin/requests/${ben.id}">Ben Two</a>`)
    page.assertTextIncludes(`<a href="/admin/requests/${cleo.id}">Cleo Three</a>`)

    const byMail = await pageAt(client, `/decide/${ada.decisionTokenFor(shop.user.id)}`)
    assert.include(byMail, '2 other clients ask for this time:')
  })

  test('a request that holds its time says nothing of others', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const page = await client.get(`/admin/requests/${booking.id}`).loginAs(shop.user)
    assert.notInclude(page.text(), 'Nobody has this time yet.')
  })

  test('approving one declines the others, and each page says so', async ({ client, assert }) => {
    const shop = await openShopThatChooses()
    const [ada, ben] = await overlapping(shop, ['Ada One', 'Ben Two'])
    const approval = (booking: Booking) =>
      client
        .post(`/admin/requests/${booking.id}/approval`)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    ;(await approval(ada).redirects(0)).assertStatus(303)
    const late = await approval(ben)
    late.assertStatus(409)
    late.assertTextIncludes('was already decided before your answer came')
    late.assertTextIncludes('Another request got this time, ')

    const record = await client.get(`/admin/bookings/${ben.id}`).loginAs(shop.user)
    record.assertTextIncludes('Another request got this time')
    assert.include(
      await pageAt(client, `/manage/${ben.manageToken}`),
      'gave this time to another request'
    )
    const mail = await mailTo(ben, 'booking_rejected')
    assert.include(mail, 'gave this time to another request')
    assert.include(mail, 'See other times')
  })

  test('a time that was booked meanwhile cannot be approved any more', async ({
    client,
    assert,
  }) => {
    const shop = await openShopThatChooses()
    const [ada] = await overlapping(shop, ['Ada One'])
    const service = await addService(shop.business, shop.hosts, { requiresApproval: false })
    await place({ ...shop, service })
    const response = await client
      .post(`/admin/requests/${ada.id}/approval`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    response.assertStatus(409)
    response.assertTextIncludes('That time is no longer free')
    assert.equal((await ada.refresh()).status, 'pending')
  })

  test('ticked together, the first is approved and the other reported', async ({ client }) => {
    const shop = await openShopThatChooses()
    const requests = await overlapping(shop, ['Ada One', 'Ben Two'])
    const versions = rowVersionsIn((await client.get('/admin/requests').loginAs(shop.user)).text())
    const form = { ...versions, 'ids[]': requests.map(({ id }) => id), 'decision': 'approve' }
    const response = await client
      .post('/admin/requests/decisions')
      .form(form)
      .loginAs(shop.user)
      .withCsrfToken()
    response.assertStatus(200)
    response.assertTextIncludes('1 of 2 decided.')
  })

  test('what clients read claims no hold', async ({ client, assert }) => {
    const shop = await openShopThatChooses()
    const [ada] = await overlapping(shop, ['Ada One'])
    const own = await pageAt(client, `/manage/${ada.manageToken}`)
    assert.include(own, 'others may ask for the same time')
    assert.notInclude(own, 'Until then the time is held')
    const mail = await mailTo(ada, 'booking_requested')
    assert.include(mail, 'The time is not kept for you')
    assert.notInclude(mail, 'is kept for you')

    const times = await pageAt(client, timesAddress(shop))
    assert.include(times, 'Others may ask for the same time until one is chosen.')
    const start = instant(IN_THREE_DAYS)
    const details = await pageAt(client, `${timesAddress(shop)}/details?start=${start}`)
    assert.include(details, 'others may ask for the same time until one is chosen.')

    await approve(shop, ada)
    const settled = await pageAt(client, `/manage/${ada.manageToken}`)
    assert.notInclude(settled, 'others may ask')
  })
})
