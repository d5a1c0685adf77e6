import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import SendAgain from '#actions/notifications/send_again'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { writeText } from '#tests/support/message_texts'
import { place, type Shop } from '#tests/support/requests'

const CONFIRMED = { type: 'booking_confirmed', subject: 'See you, {client}' }

async function owedTo({ business }: Shop) {
  return Notification.query()
    .where({ businessId: business.id, type: 'booking_confirmed', channel: 'mail' })
    .whereNull('user_id')
    .firstOrFail()
}

async function deliver(owed: Notification) {
  const delivery = await new DeliverNotification().handle({ notificationId: owed.id })
  const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
  await owed.refresh()
  return { delivery, mail }
}

test.group('A mail in the business’s own words', (group) => {
  withEmptyTables(group)

  test('goes out in the words that stand then, which are kept with it', async ({ assert }) => {
    const shop = await openShop()
    await place(shop, { name: 'Ines Duarte' })
    const text = await writeText(shop.business, { ...CONFIRMED, opening: 'Hello {client}!' })
    const owed = await owedTo(shop)
    const { delivery, mail } = await deliver(owed)
    assert.equal(delivery, 'sent')
    assert.equal(mail.subject, 'See you, Ines Duarte')
    assert.include(mail.text ?? '', 'Hello Ines Duarte!')
    assert.match(mail.text ?? '', /\/manage\//)
    const said = { language: 'en', subject: 'See you, {client}', opening: 'Hello {client}!' }
    assert.deepEqual(owed.ownWords, { ...said, closing: null })

    await text.merge({ subject: 'Hooray, {client}', opening: null }).save()
    const by = byUser(shop.user.id)
    const again = { businessId: shop.business.id, notificationId: owed.id, by }
    assert.equal(await new SendAgain().handle(again), 'queued')
    assert.equal((await deliver(owed)).mail.subject, 'Hooray, Ines Duarte')
    assert.equal(owed.ownWords?.subject, 'Hooray, {client}')
  })

  test('is ours for whoever reads another language, and where nothing is written', async ({
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Ines Duarte' })
    await booking.merge({ clientLocale: 'de-DE' }).save()
    await writeText(shop.business, CONFIRMED)
    await writeText(shop.business, { type: 'booking_confirmed', language: 'fr', subject: 'Salut' })
    const none = { subject: null, opening: null }
    await writeText(shop.business, { type: 'booking_confirmed', language: 'de', ...none })
    const owed = await owedTo(shop)
    const { mail } = await deliver(owed)
    assert.match(mail.subject, /^Bestätigt/)
    assert.isNull(owed.ownWords)
  })

  test('is of that business alone', async ({ assert }) => {
    const shop = await openShop()
    await place(shop, { name: 'Ines Duarte' })
    await writeText((await openShop()).business, CONFIRMED)
    assert.match((await deliver(await owedTo(shop))).mail.subject, /^Confirmed: /)
  })
})
