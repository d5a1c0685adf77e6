import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import Erasure from '#models/privacy/erasure'
import { erasureShape } from '#shapes/clients/erasure'
import { privacySettingsShape } from '#shapes/privacy/privacy_settings'
import { regularOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'
import { erasureOf } from '#tests/support/erasures'
import { place, tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { mailTo } from '#tests/support/mail_to'
import { joinAs } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

test.group('What is held of a client, at /api/v1', (group) => {
  withEmptyTables(group)

  test('is told whole, and only by those who answer for clients', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock(), { notes: 'By the door' })
    const own = `/clients/${booking.clientId}/data`
    const api = await withKey(client, shop)
    const held = await api.get(own)
    held.assertStatus(200)
    held.assertHeader('cache-control', 'no-store')
    held.assertBodyContains({
      business: shop.business.name,
      records: [{ name: 'Priya Shah', email: 'priya@example.com' }],
      bookings: [{ reference: booking.reference, they_wrote: 'By the door' }],
    })
    assert.isNotEmpty(held.body().mails)
    for (const role of ['staff', 'viewer'] as const) {
      const key = await withKey(client, { ...shop, user: await joinAs(role, shop.business) })
      ;(await key.get(own)).assertStatus(403)
      ;(await key.get('/erasures')).assertStatus(403)
    }
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(own)).assertStatus(404)
  })
})

test.group('/api/v1/erasures', (group) => {
  withEmptyTables(group)

  test('are listed, and refused with a reason that the client is mailed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id } = await erasureOf(await place(shop, tenOClock()))
    const api = await withKey(client, shop)
    const list = await api.get('/erasures')
    assert.deepEqual(ids(list.body().data), [id])
    await assertShape(erasureShape, list.body().data[0])

    const refuse = (body: object) => api.post(`/erasures/${id}/refuse`).json(body)
    const faulty = await refuse({ reason: '' })
    faulty.assertStatus(422)
    faulty.assertBodyContains({ errors: [{ pointer: '/reason' }] })
    const reason = 'An invoice is open.'
    ;(await refuse({ reason }).header('if-match', '"old"')).assertStatus(412)
    const refused = await refuse({ reason })
    refused.assertStatus(200)
    refused.assertBodyContains({ status: 'refused', reason })
    assert.include((await mailTo(null, 'erasure_refused')).text, reason)
    const again = await refuse({ reason })
    again.assertStatus(409)
    again.assertBodyContains({ code: 'already_decided' })
    assert.isEmpty((await api.get('/erasures')).body().data)
    assert.deepEqual(ids((await api.get('/erasures?status=refused')).body().data), [id])
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(`/erasures/${id}`)).assertStatus(404)
    ;(await stranger.post(`/erasures/${id}/refuse`).json({ reason })).assertStatus(404)
  })

  test('are done by erasing the client', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    const { id } = await erasureOf(booking)
    const api = await withKey(client, shop)
    ;(await api.delete(`/clients/${booking.clientId}`)).assertStatus(204)
    assert.equal((await Erasure.findOrFail(id)).status, 'done')
    const done = await api.get(`/erasures/${id}`)
    done.assertBodyContains({ status: 'done', reason: null })
    const late = await api.post(`/erasures/${id}/refuse`).json({ reason: 'Too late' })
    late.assertStatus(409)
  })
})

test.group('/api/v1/privacy', (group) => {
  withEmptyTables(group)

  test('is read and changed, by version', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const read = await api.get('/privacy')
    await assertShape(privacySettingsShape, read.body())
    assert.deepInclude(read.body(), { consent: null, keep_done_months: null })
    const tag = read.header('etag') ?? ''
    const change = (body: object) => api.patch('/privacy').header('if-match', tag).json(body)
    const saved = await change({ consent: 'I have read the notice.', keep_declined_months: 6 })
    saved.assertStatus(200)
    saved.assertBodyContains({ consent: 'I have read the notice.', keep_declined_months: 6 })
    ;(await change({ consent: null })).assertStatus(412)
    assert.equal((await api.get('/privacy')).body().keep_declined_months, 6)

    for (const [body, pointer, code] of [
      [{ keep_done_months: 0 }, '/keep_done_months', 'invalid'],
      [{ replaces_template: true }, '/own_text', 'own_text_missing'],
      [{ consent: 'x'.repeat(2001) }, '/consent', 'invalid'],
    ] as const) {
      const refused = await api.patch('/privacy').json(body)
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ pointer, code }] })
    }
    for (const role of ['staff', 'viewer'] as const) {
      const key = await withKey(client, { ...shop, user: await joinAs(role, shop.business) })
      ;(await key.patch('/privacy').json({ consent: null })).assertStatus(403)
    }
  })

  test('takes nothing from past bookings unasked', async ({ client, assert }) => {
    const shop = await openShop()
    await regularOf(shop)
    await db.from('bookings').where('starts_at', '<', new Date()).update({
      starts_at: '2020-01-02T09:00:00Z',
      ends_at: '2020-01-02T10:00:00Z',
    })
    const api = await withKey(client, shop)
    const asked = await api.patch('/privacy').json({ keep_done_months: 24 })
    asked.assertStatus(409)
    asked.assertBodyContains({ code: 'erases_past', bookings: 3, clients: 0 })
    assert.isNull((await api.get('/privacy')).body().keep_done_months)
    const seen = await api.patch('/privacy').json({ keep_done_months: 24, erases_past: true })
    seen.assertBodyContains({ keep_done_months: 24 })
    ;(await api.patch('/privacy').json({ keep_done_months: 36 })).assertStatus(200)
  })
})
