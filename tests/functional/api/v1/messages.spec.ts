import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import Notification from '#models/notifications/notification'
import { MailFailure } from '#services/mail_failure'
import { enquiryShape } from '#shapes/enquiries/enquiry'
import { messageSampleShape, messageTextShape } from '#shapes/notifications/message_text'
import { notificationShape, outgoingShape } from '#shapes/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { withKey } from '#tests/support/keys'
import { writeText } from '#tests/support/message_texts'
import { owedMail, post } from '#tests/support/outbox'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

test.group('Notifications at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are the member’s own, and are read', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const admin = await joinAs('admin', shop.business)
    await place(shop, { name: 'Grace Liu' })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const api = await withKey(client, shop)
    const first = await api.get('/notifications?limit=1')
    first.assertStatus(200)
    const [latest] = first.body().data
    await assertShape(notificationShape, latest)
    const rest = await api.get('/notifications').qs({ cursor: first.body().next_cursor })
    const [other] = rest.body().data
    assert.include(other.text, 'Grace Liu')
    assert.isTrue(other.is_unread)
    const colleague = await withKey(client, { business: shop.business, user: admin })
    ;(await colleague.post(`/notifications/${latest.id}/read`).json({})).assertStatus(404)

    for (let nth = 0; nth < 2; nth++) {
      const read = await api.post(`/notifications/${latest.id}/read`).json({})
      read.assertStatus(200)
      assert.isFalse(read.body().is_unread)
    }
    const unread = async () => ids((await api.get('/notifications?unread=true')).body().data)
    assert.deepEqual(await unread(), [other.id])
    assert.deepEqual(ids((await api.get('/notifications?unread=false')).body().data), [latest.id])
    ;(await api.post('/notifications/read').json({ all: true })).assertStatus(422)
    ;(await api.post('/notifications/read').json({})).assertStatus(204)
    assert.deepEqual(await unread(), [])
    assert.lengthOf((await colleague.get('/notifications?unread=true')).body().data, 2)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.post(`/notifications/${latest.id}/read`).json({})).assertStatus(404)
    assert.isEmpty((await stranger.get('/notifications')).body().data)
  })
})

test.group('Messages at /api/v1', (group) => {
  withGlobalTransaction(group)

  async function shopWithFailure() {
    const shop = await openShop()
    await place(shop)
    const mail = await owedMail('booking_confirmed', 'client')
    const refusing = post(async () => {
      throw new MailFailure('SMTP 550', true)
    })
    await new DeliverNotification(refusing).handle({ notificationId: mail.id })
    return { shop, mail }
  }

  test('that failed are listed, and sent again', async ({ client, assert }) => {
    const { shop, mail } = await shopWithFailure()
    const api = await withKey(client, shop)
    const list = await api.get('/messages')
    list.assertStatus(200)
    assert.deepEqual(ids(list.body().data), [mail.id])
    await assertShape(outgoingShape, list.body().data[0])
    list.assertBodyContains({ data: [{ status: 'failed', to: 'client', error: 'SMTP 550' }] })
    ;(await api.get('/messages?state=lost')).assertStatus(422)

    const own = `/messages/${mail.id}`
    const stale = await api.post(`${own}/resend`).header('if-match', '"x"').json({})
    stale.assertStatus(412)
    const again = await api.post(`${own}/resend`).json({})
    again.assertStatus(200)
    again.assertBodyContains({ id: mail.id, status: 'queued' })
    assert.isEmpty((await api.get('/messages')).body().data)
    assert.include(ids((await api.get('/messages?state=waiting')).body().data), mail.id)
    const twice = await api.post(`${own}/resend`).json({})
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'not_to_resend' })
  })

  test('are sent again by those who decide about them', async ({ client, assert }) => {
    const { shop, mail } = await shopWithFailure()
    for (const role of ['staff', 'viewer'] as const) {
      const user = await joinAs(role, shop.business)
      const api = await withKey(client, { business: shop.business, user })
      ;(await api.get(`/messages/${mail.id}`)).assertStatus(200)
      ;(await api.post(`/messages/${mail.id}/resend`).json({})).assertStatus(403)
    }
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(`/messages/${mail.id}`)).assertStatus(404)
    ;(await stranger.post(`/messages/${mail.id}/resend`).json({})).assertStatus(404)
    assert.equal((await Notification.findOrFail(mail.id)).status, 'failed')
  })
})

test.group('Message texts at /api/v1', (group) => {
  withGlobalTransaction(group)

  const REMINDER = '/message-texts/booking_reminder/en'

  test('are listed for every message and language, page by page', async ({ client, assert }) => {
    const shop = await openShop()
    await writeText(shop.business)
    const api = await withKey(client, shop)
    const own = await api.get('/message-texts?own=true')
    own.assertBodyContains({ data: [{ message: 'booking_reminder', language: 'en' }] })
    assert.lengthOf(own.body().data, 1)
    await assertShape(messageTextShape, own.body().data[0])
    const inAll = await api.get('/message-texts?message=booking_reminder')
    assert.includeMembers(
      inAll.body().data.map(({ language }: { language: string }) => language),
      ['de', 'en']
    )

    const whole = (await api.get('/message-texts?limit=100&language=en')).body().data
    const first = await api.get('/message-texts?limit=2&language=en')
    const cursor = first.body().next_cursor
    const rest = await api.get('/message-texts?limit=100&language=en').qs({ cursor })
    assert.deepEqual([...first.body().data, ...rest.body().data], whole)
    assert.isNull(rest.body().next_cursor)
    const strange = await api.get('/message-texts').qs({ cursor: `${cursor}x` })
    strange.assertStatus(422)
    strange.assertBodyContains({ errors: [{ pointer: '/cursor', code: 'cursor' }] })
  })

  test('are written, checked as on the screen, and said in our words again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const ours = await api.get(REMINDER)
    ours.assertBodyContains({ subject: null, is_own: false, updated_at: null })
    assert.include(ours.body().variables, 'client')
    const tag = ours.header('etag') ?? ''

    const faulty = await api.put(REMINDER).json({ subject: 'For {who}', opening: 'Hello {' })
    faulty.assertStatus(422)
    faulty.assertBodyContains({ errors: [{ pointer: '/subject' }, { pointer: '/opening' }] })
    ;(await api.put(REMINDER).json({ heading: 'Soon' })).assertStatus(422)

    const write = (body: object) => api.put(REMINDER).header('if-match', tag).json(body)
    const saved = await write({ subject: 'Soon, {client}', closing: 'Bring a towel.' })
    saved.assertStatus(200)
    saved.assertBodyContains({ subject: 'Soon, {client}', opening: null, is_own: true })
    ;(await write({ subject: 'Later' })).assertStatus(412)
    ;(await api.delete(REMINDER).header('if-match', tag)).assertStatus(412)
    const anew = await api.put(REMINDER).json({ opening: 'We look forward to it.' })
    anew.assertBodyContains({ subject: null, opening: 'We look forward to it.', closing: null })

    for (let nth = 0; nth < 2; nth++) (await api.delete(REMINDER)).assertStatus(204)
    const again = await api.get(REMINDER)
    again.assertBodyContains({ opening: null, is_own: false })
    const audit = await api.get('/audit?subject_type=message_text')
    assert.lengthOf(audit.body().data, 3)
  })

  test('are there for messages and languages that are known', async ({ client }) => {
    const api = await withKey(client, await openShop())
    for (const path of ['booking_lost/en', 'booking_reminder/tlh', 'written/en']) {
      ;(await api.get(`/message-texts/${path}`)).assertStatus(404)
      ;(await api.put(`/message-texts/${path}`).json({})).assertStatus(404)
    }
  })

  test('are looked at, of a sample and of a booking, and mailed to whoever has the key', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Grace Liu' })
    await writeText(shop.business)
    const api = await withKey(client, shop)
    const preview = (body: object) => api.post(`${REMINDER}/preview`).json(body)
    const sample = await preview({ subject: 'Soon: {client}' })
    sample.assertStatus(200)
    await assertShape(messageSampleShape, sample.body())
    assert.match(sample.body().subject, /^Soon: \w/)
    const own = await preview({ booking_id: booking.id, opening: 'Dear **{client}**' })
    assert.include(own.body().html, 'Dear <strong>Grace Liu</strong>')
    assert.include(own.body().text, 'Grace Liu')
    ;(await preview({ subject: 'See you, {cleint}' })).assertStatus(422)
    const theirs = await openShop()
    ;(await preview({ booking_id: (await place(theirs)).id })).assertStatus(404)
    assert.isTrue((await api.get(REMINDER)).body().is_own)

    const sent = await api.post(`${REMINDER}/test`).json({ subject: 'Only a try' })
    sent.assertStatus(204)
    const [mail] = await Notification.query().where({ type: 'message_test' })
    assert.equal(mail.userId, shop.user.id)
    assert.include(JSON.stringify(mail.data), 'Only a try')
    const staff = await withKey(client, { ...shop, user: await joinAs('staff', shop.business) })
    ;(await staff.post(`${REMINDER}/preview`).json({})).assertStatus(403)
    ;(await staff.post(`${REMINDER}/test`).json({})).assertStatus(403)
  })

  test('are read by everybody, and written by those in charge', async ({ client }) => {
    const { business } = await openShop()
    for (const role of ['staff', 'viewer'] as const) {
      const api = await withKey(client, { business, user: await joinAs(role, business) })
      ;(await api.get(REMINDER)).assertStatus(200)
      ;(await api.put(REMINDER).json({ subject: 'Mine' })).assertStatus(403)
      ;(await api.delete(REMINDER)).assertStatus(403)
    }
  })
})

test.group('Enquiries at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed, and noted as answered', async ({ client, assert }) => {
    const shop = await openShop()
    const one = await writtenTo(shop.business.id, { serviceId: shop.service.id })
    const two = await writtenTo(shop.business.id)
    await writtenTo((await openShop()).business.id)
    const api = await withKey(client, shop)
    const first = await api.get('/enquiries?limit=1')
    assert.deepEqual(ids(first.body().data), [one.id])
    await assertShape(enquiryShape, first.body().data[0])
    const rest = await api.get('/enquiries').qs({ cursor: first.body().next_cursor })
    assert.deepEqual(ids(rest.body().data), [two.id])

    const own = `/enquiries/${one.id}`
    const read = await api.get(own)
    const tag = read.header('etag') ?? ''
    const answered = await api.post(`${own}/answer`).header('if-match', tag).json({})
    answered.assertStatus(200)
    answered.assertBodyContains({ answered_by: { name: 'Anna Reed' } })
    ;(await api.post(`${own}/reopen`).header('if-match', tag).json({})).assertStatus(412)
    ;(await api.post(`${own}/answer`).json({ text: 'Yes' })).assertStatus(422)
    assert.deepEqual(ids((await api.get('/enquiries?status=open')).body().data), [two.id])
    assert.deepEqual(ids((await api.get('/enquiries?status=answered')).body().data), [one.id])
    const open = await api.post(`${own}/reopen`).json({})
    open.assertBodyContains({ answered_at: null, answered_by: null })

    for (const role of ['staff', 'viewer'] as const) {
      const user = await joinAs(role, shop.business)
      const key = await withKey(client, { business: shop.business, user })
      ;(await key.get(own)).assertStatus(200)
      ;(await key.post(`${own}/answer`).json({})).assertStatus(403)
    }
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(own)).assertStatus(404)
    ;(await stranger.post(`${own}/answer`).json({})).assertStatus(404)
  })
})
