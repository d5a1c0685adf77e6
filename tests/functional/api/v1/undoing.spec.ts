import { test } from '@japa/runner'
import OrderServices from '#actions/services/order_services'
import { addService, openShop } from '#database/factories/business'
import BookingLink from '#models/links/booking_link'
import { versionOf } from '#models/version'
import { auditShape } from '#shapes/history/audit_record'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { byOwner, makeLink } from '#tests/support/links'
import { joinAs } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

test.group('POST /api/v1/audit/:id/undo', (group) => {
  withEmptyTables(group)

  type Api = Awaited<ReturnType<typeof withKey>>

  const latest = async (api: Api) => (await api.get('/audit?limit=1')).body().data[0]
  const undo = (api: Api, id: number, body: object = {}) => api.post(`/audit/${id}/undo`).json(body)

  test('brings back what one change of a link took away', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await makeLink(shop, { minimumNoticeMinutes: 60 })
    const api = await withKey(client, shop)
    ;(await api.patch(`/links/${id}`).json({ minimum_notice_minutes: 120 })).assertStatus(200)
    const entry = await latest(api)
    await assertShape(auditShape, entry)
    assert.isTrue(entry.can_be_undone)
    assert.deepEqual((await api.get(`/audit/${entry.id}`)).body(), entry)
    ;(await api.patch(`/links/${id}`).json({ horizon_days: 30 })).assertStatus(200)

    ;(await undo(api, entry.id)).assertStatus(204)
    const link = await BookingLink.findOrFail(id)
    assert.deepEqual([link.minimumNoticeMinutes, link.horizonDays], [60, 30])
    const again = await undo(api, entry.id)
    again.assertStatus(409)
    again.assertBodyContains({ code: 'changed_since' })
  })

  test('asks first where somebody is booked at hours that end with it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: [] })
    const api = await withKey(client, shop)
    const date = tenOClock().toISODate() ?? ''
    const own = `/hosts/${shop.host.id}/overrides/${date}`
    ;(await api.put(own).json({ ranges: [{ start: '09:00', end: '17:00' }] })).assertStatus(200)
    const { id } = await latest(api)
    await place(shop, tenOClock())
    const asked = await undo(api, id)
    asked.assertStatus(409)
    asked.assertBodyContains({ code: 'booked_outside' })
    assert.lengthOf(asked.body().booking_ids, 1)
    ;(await undo(api, id, { keeps_booked: true })).assertStatus(204)
    ;(await api.get(own)).assertStatus(404)
  })

  test('puts services back in their order', async ({ client, assert }) => {
    const shop = await openShop()
    const other = await addService(shop.business, shop.hosts, { position: 1 })
    const ids = [shop.service.id, other.id]
    const version = versionOf(ids)
    await new OrderServices().handle({ ...byOwner(shop), ids: ids.toReversed(), version })
    const api = await withKey(client, shop)
    const entries = await api.get('/audit?subject_type=business')
    const [{ id }] = entries.body().data
    ;(await undo(api, id)).assertStatus(204)
    const services = await shop.business.related('services').query().orderBy('position')
    assert.deepEqual(
      services.map((service) => service.id),
      ids
    )
  })

  test('leaves other changes to where the setting is, and to those in charge', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    ;(await api.patch('/settings').json({ booking_expiry_hours: 47 })).assertStatus(200)
    const { id, can_be_undone: canBeUndone } = await latest(api)
    assert.isFalse(canBeUndone)
    const refused = await undo(api, id)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'not_undone' })
    const staff = await withKey(client, { ...shop, user: await joinAs('staff', shop.business) })
    ;(await undo(staff, id)).assertStatus(403)
    const stranger = await withKey(client, await openShop())
    ;(await undo(stranger, id)).assertStatus(404)
    ;(await stranger.get(`/audit/${id}`)).assertStatus(404)
  })
})
