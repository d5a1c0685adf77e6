import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import BookingSettings from '#models/settings/booking_settings'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt, place, tenOClock } from '#tests/support/guest'

type Shop = Awaited<ReturnType<typeof openShop>>

const RULES = {
  is_active: 'on',
  buffer_time_minutes: '0',
  booking_expiry_hours: '24',
  max_advance_booking_days: '60',
  min_advance_booking_hours: '0',
  reschedule_cutoff_minutes: '20160',
  cancel_cutoff_minutes: '60',
  max_moves: '2',
}

const SERVICE = {
  name: 'Private lesson',
  duration_minutes: '60',
  price: '50.00',
  location_type: 'in_person',
  requires_approval: 'inherit',
  is_active: 'on',
}

const saving = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().withVersion().redirects(0)

test.group('What clients may change', (group) => {
  withGlobalTransaction(group)

  test('is set for the business, holds for what is booked, and is written down', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { cancelCutoffMinutes: 45 } })
    const { user, business } = shop
    const booking = await place(shop, tenOClock())
    const form = (await client.get('/admin/settings').loginAs(user)).text()
    assert.match(form, /value="0" selected[^>]*>\s*Until it begins/)
    assert.match(form, /value="45" selected[^>]*>\s*Until 45 min before/)
    assert.match(form, /value="3" [^>]*id="max_moves"/)

    ;(await saving(client, shop, '/admin/settings', RULES)).assertStatus(303)
    assert.include(
      await pageAt(client, `/manage/${booking.manageToken}/move`),
      'It cannot be moved'
    )
    const { changes } = await db
      .from('audit_entries')
      .where({ business_id: business.id, action: 'booking_settings.updated' })
      .firstOrFail()
    assert.deepInclude(changes, {
      rescheduleCutoffMinutes: { from: 0, to: 20_160 },
      cancelCutoffMinutes: { from: 45, to: 60 },
      maxMoves: { from: 3, to: 2 },
    })

    await saving(client, shop, '/admin/settings', { ...RULES, max_moves: '' })
    const settings = await BookingSettings.findByOrFail('businessId', business.id)
    assert.isNull(settings.maxMoves)
    const service = await client.get(`/admin/services/${shop.service.id}`).loginAs(user)
    assert.include(service.text(), 'Empty: as in the settings, any number.')
  })

  test('is refused in words where it makes no sense', async ({ client, assert }) => {
    const shop = await openShop()
    const path = `/admin/services/${shop.service.id}`
    for (const [at, form, field, value, sentence] of [
      ['/admin/settings', RULES, 'reschedule_cutoff_minutes', '', 'Choose one from the list'],
      ['/admin/settings', RULES, 'cancel_cutoff_minutes', '525601', 'It must be 525600 or less'],
      ['/admin/settings', RULES, 'max_moves', '101', 'It must be 100 or less'],
      [path, SERVICE, 'cancel_cutoff_minutes', 'soon', 'Choose one from the list'],
      [path, SERVICE, 'reschedule_cutoff_minutes', '-1', 'It must be 0 or more'],
      [path, SERVICE, 'max_moves', '1.5', 'Write a whole number'],
    ] as const) {
      const refused = await saving(client, shop, at, { ...form, [field]: value })
      refused.assertStatus(422)
      const text = new RegExp(`id="${field}-error"[^]*?</span>([^<]*)</span>`).exec(refused.text())
      assert.equal(text?.[1], sentence)
    }
    const settings = await BookingSettings.findByOrFail('businessId', shop.business.id)
    assert.equal(settings.rescheduleCutoffMinutes, 0)
    assert.isNull((await shop.service.refresh()).rescheduleCutoffMinutes)
  })

  test('a service has its own, or follows the settings', async ({ client, assert }) => {
    const settings = { rescheduleCutoffMinutes: 1440, cancelCutoffMinutes: 90, maxMoves: null }
    const shop = await openShop({ settings })
    const path = `/admin/services/${shop.service.id}`
    const page = async () => (await client.get(path).loginAs(shop.user)).text()
    const booking = await place(shop, tenOClock())
    const following = await page()
    assert.match(following, /value="" selected[^>]*>\s*As in the settings: Until 24 hours before/)
    assert.include(following, 'As in the settings: Until 90 min before')
    assert.include(following, 'as in the settings, any number')

    const own = { reschedule_cutoff_minutes: '0', cancel_cutoff_minutes: '20160', max_moves: '0' }
    ;(await saving(client, shop, path, { ...SERVICE, ...own, tell: 'no' })).assertStatus(303)
    assert.match(await page(), /value="20160" selected/)
    const managed = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(managed, 'Cannot be moved or cancelled')
    assert.include(
      await pageAt(client, `/manage/${booking.manageToken}/move`),
      'as often as is possible'
    )

    ;(await saving(client, shop, path, SERVICE)).assertStatus(303)
    await shop.service.refresh()
    const { rescheduleCutoffMinutes, cancelCutoffMinutes, maxMoves } = shop.service
    assert.deepEqual([rescheduleCutoffMinutes, cancelCutoffMinutes, maxMoves], [null, null, null])
  })
})
