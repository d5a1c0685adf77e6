import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ReceiveEnquiry from '#actions/enquiries/receive_enquiry'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'

test.group('/admin/enquiries', (group) => {
  withGlobalTransaction(group)

  test('lists what waits, counts it, and says when it is answered', async ({ client, assert }) => {
    const shop = await openShop()
    await writtenTo((await openShop()).business.id, { clientName: 'Elsewhere Person' })
    const { id } = await writtenTo(shop.business.id, { serviceId: shop.service.id })
    const open = async (tab = 'open') =>
      (await client.get('/admin/enquiries').qs({ tab }).loginAs(shop.user)).text()

    const waiting = await open()
    assert.include(waiting, 'Is there anything on Sunday?')
    assert.include(waiting, 'mailto:ines@client.example?subject=')
    assert.match(waiting, /Enquiries\s*<span class="menu__count">1</)
    assert.notInclude(waiting, 'Elsewhere Person')

    const say = (act: string) =>
      client
        .post(`/admin/enquiries/${id}/answer${act}`)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    for (let time = 0; time < 2; time++) (await say('')).assertStatus(303)
    assert.notInclude(await open(), 'Ines Canaryname</h2>')
    assert.include(await open('answered'), `Answered by ${shop.user.fullName}`)
    const entries = await db
      .from('audit_entries')
      .where({ subject_type: 'enquiry', subject_id: id })
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['enquiry.answered']
    )
    ;(await say('/removal')).assertStatus(303)
    assert.include(await open(), 'Ines Canaryname</h2>')
  })

  test('tells owners on screen too, and mails no more once it is answered', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await new ReceiveEnquiry().handle({
      businessId: shop.business.id,
      serviceId: null,
      wishedAt: null,
      client: {
        name: 'Ines Canaryname',
        email: null,
        phone: '07700 900418',
        timeZone: 'Europe/Lisbon',
        locale: 'en-GB',
      },
      message: 'Please call me.',
      idempotencyKey: null,
      by: byClient(),
    })
    const news = (await client.get('/admin/notifications').loginAs(shop.user)).text()
    assert.include(news, 'Ines Canaryname has written to you')
    const [told] = await Notification.query().where({ channel: 'in_app' })
    const read = await client
      .post(`/admin/notifications/${told.id}/reading`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    read.assertHeader('location', '/admin/enquiries')

    await client
      .post(`/admin/enquiries/${told.subjectId}/answer`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    const [mail] = await Notification.query().where({ channel: 'mail' })
    assert.equal(await new DeliverNotification().handle({ notificationId: mail.id }), 'dropped')
    const dropped = await client.get('/admin/delivery').qs({ tab: 'dropped' }).loginAs(shop.user)
    assert.include(dropped.text(), 'Ines Canaryname')
  })
})
