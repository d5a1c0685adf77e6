import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import RecordBounces from '#actions/notifications/record_bounces'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { owedMail, post, takeBooking } from '#tests/support/outbox'
import type { BounceCause } from '#services/sendgrid_events'

/** A booking whose confirmation was sent and came back. */
async function bouncedMail(cause: BounceCause = 'no_address') {
  const { shop, booking } = await takeBooking()
  const mail = await owedMail('booking_confirmed', 'client')
  const sending = post(async () => 'sendgrid-1')
  await new DeliverNotification(sending).handle({ notificationId: mail.id })
  const bounces = [{ transportIds: ['sendgrid-1'], cause }]
  await new RecordBounces().handle({ bounces, requestId: null })
  return { shop, booking, mail: await mail.refresh() }
}

test.group('Messages that came back', (group) => {
  withEmptyTables(group)

  test('stand on their booking, among what was not delivered, and on today’s page', async ({
    client,
    assert,
  }) => {
    const { shop, booking } = await bouncedMail()
    const pages = { '/admin/delivery': '', [`/admin/bookings/${booking.id}`]: '' }
    for (const path of Object.keys(pages)) {
      const page = await client.get(path).loginAs(shop.user)
      for (const words of ['Bounced', 'The address does not exist', 'Send again']) {
        page.assertTextIncludes(words)
      }
      assert.match(page.text(), /<p class="soft">Sent \w/)
    }
    const sent = await client.get('/admin/delivery?tab=sent').loginAs(shop.user)
    assert.notInclude(sent.text(), 'sendgrid-1')
    const today = await client.get('/admin').loginAs(shop.user)
    today.assertTextIncludes('A message did not arrive')
  })

  test('are news to those in charge, counted in the menu until they are read', async ({
    client,
  }) => {
    const { shop, booking } = await bouncedMail()
    const unread = Notification.query().where({ userId: shop.user.id, channel: 'in_app' })
    await unread.clone().whereNot('type', 'message_bounced').update({ readAt: new Date() })
    const page = await client.get('/admin/notifications').loginAs(shop.user)
    page.assertTextIncludes(`A message about ${booking.clientName} did not arrive`)
    page.assertTextIncludes('<span class="menu__count">1<span')
  })

  test('of long ago, planned long before, are on today’s page while they are new', async ({
    client,
    assert,
  }) => {
    const { shop, mail } = await bouncedMail()
    const { createdAt, nextAttemptAt } = mail
    await mail.merge({ createdAt: createdAt.minus({ days: 30 }) }).save()
    const planned = await client.get('/admin').loginAs(shop.user)
    planned.assertTextIncludes('A message did not arrive')
    await mail.merge({ nextAttemptAt: nextAttemptAt.minus({ days: 8 }) }).save()
    const old = await client.get('/admin').loginAs(shop.user)
    assert.notInclude(old.text(), 'A message did not arrive')
  })
})
