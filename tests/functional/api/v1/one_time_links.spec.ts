import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import OneTimeLink from '#models/links/one_time_link'
import Notification from '#models/notifications/notification'
import { newOneTimeShape, oneTimeShape } from '#shapes/links/one_time_record'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { joinAs, place } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const timesAt = (hours: number[]) =>
  hours.map((hour) => {
    const start = tenOClock().plus({ hours: hour })
    return { starts_at: start.toISO(), ends_at: start.plus({ hours: 1 }).toISO() }
  })

test.group('One-time links at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are made over a service or a link, and tell their token once', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const api = await withKey(client, shop)
    const made = await api.post('/one-time-links').json({
      ...{ service_id: shop.service.id, recipient_email: 'sam@example.com' },
      ...{ offered_times: timesAt([0, 2]), holds_times: true },
    })
    made.assertStatus(201)
    await assertShape(newOneTimeShape, made.body())
    made.assertBodyContains({ status: 'unused', link_id: null, holds_times: true, sent_at: null })
    assert.lengthOf(made.body().offered_times, 2)
    assert.lengthOf(await Notification.query().where('subject_type', 'one_time_link'), 0)
    const own = `/one-time-links/${made.body().id}`
    made.assertHeader('location', `/api/v1${own}`)
    const read = await api.get(own)
    await assertShape(oneTimeShape, read.body())
    assert.equal(read.header('etag'), made.header('etag'))
    assert.equal((await placeThrough(shop, made.body().token)).outcome, 'booked')
    const booked = await api.get(own)
    assert.equal(booked.body().status, 'booked')
    assert.isNumber(booked.body().booking_id)

    const mailed = await api
      .post(`/links/${link.id}/one-time`)
      .json({ recipient_email: 'nadia@example.com', sends_mail: true })
    mailed.assertStatus(201)
    assert.isNotNull(mailed.body().sent_at)
    const narrowed = await api.get(`/one-time-links?link_id=${link.id}`)
    assert.lengthOf(narrowed.body().data, 1)
    assert.lengthOf((await api.get('/one-time-links')).body().data, 2)
  })

  test('are refused by field, and for times that are not free', async ({ client, assert }) => {
    const shop = await openShop()
    const foreign = await openShop()
    const foreignLink = await makeLink(foreign)
    const api = await withKey(client, shop)
    const [time] = timesAt([0])
    for (const [changes, pointer] of [
      [{ service_id: foreign.service.id }, '/service_id'],
      [{ link_id: foreignLink.id }, '/link_id'],
      [{ host_id: foreign.host.id }, '/host_id'],
      [{ holds_times: true }, '/holds_times'],
      [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
      [{ expires_at: '2030-01-01T00:00:00' }, '/expires_at'],
      [{ sends_mail: true }, '/recipient_email'],
      [{ offered_times: [{ ...time, ends_at: time.starts_at }] }, '/offered_times/0/ends_at'],
      [{ until: '2030-01-01' }, '/until'],
    ] as const) {
      const refused = await api
        .post('/one-time-links')
        .json(Object.assign({ service_id: shop.service.id }, changes))
      assert.equal(refused.status(), 422, pointer)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    await place(shop, { startsAt: tenOClock() })
    const taken = await api
      .post('/one-time-links')
      .json({ service_id: shop.service.id, offered_times: timesAt([0, 2]) })
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'times_unavailable' })
    assert.lengthOf(taken.body().times, 1)
    assert.lengthOf(await OneTimeLink.all(), 0)
  })

  test('are revoked, armed again and sent again', async ({ client, assert }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop, { recipientEmail: 'sam@example.com' })
    const api = await withKey(client, shop)
    const own = `/one-time-links/${oneTime.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    for (let nth = 0; nth < 2; nth++) {
      const revoked = await api.post(`${own}/revoke`).header('if-match', tag).json({})
      revoked.assertStatus(200)
      revoked.assertBodyContains({ status: 'revoked' })
    }
    const again = tenOClock(9).toUTC().toISO({ suppressMilliseconds: true })
    const over = await api.post(`${own}/rearm`).json({ expires_at: '2020-01-01T00:00:00Z' })
    assert.equal(over.body().errors[0].code, 'date_over')
    const rearmed = await api.post(`${own}/rearm`).json({ expires_at: again })
    rearmed.assertBodyContains({ status: 'unused', expires_at: again })
    ;(await api.post(`${own}/revoke`).header('if-match', tag).json({})).assertStatus(412)
    assert.equal((await placeThrough(shop, token)).outcome, 'booked')
    for (const verb of ['revoke', 'rearm', 'send']) {
      const booked = await api.post(`${own}/${verb}`).json({})
      booked.assertStatus(409)
      booked.assertBodyContains({ code: 'link_booked' })
    }
    const { oneTime: other } = await makeOneTime(shop, { recipientEmail: 'nadia@example.com' })
    const sent = await api.post(`/one-time-links/${other.id}/send`).json({})
    assert.isNotNull(sent.body().sent_at)
    const { oneTime: nobodys } = await makeOneTime(shop)
    const unknown = await api.post(`/one-time-links/${nobodys.id}/send`).json({})
    unknown.assertBodyContains({ code: 'no_address' })
  })

  test('are for whoever sets up the business', async ({ client }) => {
    const shop = await openShop()
    const { oneTime } = await makeOneTime(shop)
    const own = `/one-time-links/${oneTime.id}`
    const user = await joinAs('staff', shop.business)
    const staff = await withKey(client, { business: shop.business, user })
    const stranger = await withKey(client, await openShop())
    ;(await staff.get(own)).assertStatus(200)
    ;(await stranger.get(own)).assertStatus(404)
    const order = { service_id: shop.service.id }
    ;(await staff.post('/one-time-links').json(order)).assertStatus(403)
    for (const verb of ['revoke', 'rearm', 'send']) {
      ;(await staff.post(`${own}/${verb}`).json({})).assertStatus(403)
      ;(await stranger.post(`${own}/${verb}`).json({})).assertStatus(404)
    }
  })
})
