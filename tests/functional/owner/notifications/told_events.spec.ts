import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import Membership from '#models/accounts/membership'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { joinAs, openShopByRequest, place } from '#tests/support/requests'

const PAGE = '/admin/notifications/choice'
/** Everything that an owner may be told of, but one. */
const WITHOUT_REQUESTS_BY_MAIL = {
  ...{ requested_in_app: 'on', expired_mail: 'on', expired_in_app: 'on' },
  ...{ booked_mail: 'on', booked_in_app: 'on', moved_mail: 'on', moved_in_app: 'on' },
  ...{ reassigned_mail: 'on', reassigned_in_app: 'on', cancelled_mail: 'on' },
  ...{ cancelled_in_app: 'on', enquiry_mail: 'on', enquiry_in_app: 'on' },
  ...{ unplanned_in_app: 'on', undelivered_in_app: 'on' },
}

test.group('What somebody is told', (group) => {
  withGlobalTransaction(group)

  test('is everything until they choose', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    const page = await client.get(PAGE).loginAs(user)
    page.assertStatus(200)
    const boxes = page.text().match(/<input[^>]*type="checkbox"[^>]*>/g) ?? []
    assert.lengthOf(boxes, 22)
    const off = boxes.filter((box) => !box.includes('checked'))
    assert.deepEqual(
      off.map((box) => /name="(\w+)"/.exec(box)?.[1]),
      ['digest']
    )
  })

  test('is chosen for oneself, and holds for what happens then', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const admin = await joinAs('admin', shop.business)
    const saved = await client
      .post(PAGE)
      .form(WITHOUT_REQUESTS_BY_MAIL)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    const page = await client.get(PAGE).loginAs(shop.user)
    assert.notMatch(page.text(), /name="requested_mail"[^>]*checked/)
    assert.match(page.text(), /name="requested_in_app"[^>]*checked/)

    await place(shop)
    const told = await Notification.query().whereNotNull('user_id').orderBy('id')
    assert.sameMembers(
      told.map(({ userId, channel }) => `${userId === admin.id ? 'admin' : 'owner'} ${channel}`),
      ['owner in_app', 'admin mail', 'admin in_app']
    )
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Changed notifications')
    history.assertTextIncludes('Requests (By mail)')
  })

  test('comes as a day in short to whoever asks for it', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    const save = (ticked: Record<string, string>) =>
      client.post(PAGE).form(ticked).loginAs(user).withCsrfToken().withVersion().redirects(0)
    ;(await save({ ...WITHOUT_REQUESTS_BY_MAIL, digest: 'on' })).assertStatus(303)
    const page = await client.get(PAGE).loginAs(user)
    assert.match(page.text(), /name="digest"[^>]*checked/)
    const { getsDigest } = await Membership.findByOrFail({ userId: user.id })
    assert.isTrue(getsDigest)
    ;(await save(WITHOUT_REQUESTS_BY_MAIL)).assertStatus(303)
    const after = await Membership.findByOrFail({ userId: user.id })
    assert.isFalse(after.getsDigest)
  })

  test('is asked of staff as far as it concerns them', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const staff = await joinAs('staff', shop.business)
    const muted = { business_id: shop.business.id, user_id: staff.id, channel: 'mail' }
    await db.table('muted_events').insert({ ...muted, event: 'enquiry' })
    const page = await client.get(PAGE).loginAs(staff)
    page.assertTextIncludes('name="booked_mail"')
    assert.notInclude(page.text(), 'enquiry_mail')

    const saved = await client
      .post(PAGE)
      .form({ booked_mail: 'on', enquiry_mail: 'on' })
      .loginAs(staff)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    const left = await db.from('muted_events').where({ user_id: staff.id, event: 'enquiry' })
    assert.lengthOf(left, 1)
  })

  test('is not overwritten from an older page', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    const version = versionIn((await client.get(PAGE).loginAs(user)).text(), PAGE)
    const save = (ticked: Record<string, string>) =>
      client
        .post(PAGE)
        .form({ ...ticked, version })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
    ;(await save({ booked_mail: 'on' })).assertStatus(303)
    const refused = await save({ booked_in_app: 'on' })
    refused.assertStatus(409)
    refused.assertTextIncludes('You saved it in another tab or window, on ')
    refused.assertTextIncludes('Stored now: off')
    assert.match(refused.text(), /name="booked_in_app"[^>]*checked/)
    const { length } = await db.from('muted_events').where('event', 'booked')
    assert.equal(length, 1)
  })

  test('is nobody else’s to choose', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const staff = await joinAs('staff', shop.business)
    await client
      .post(PAGE)
      .form({ user_id: String(shop.user.id) })
      .loginAs(staff)
      .withCsrfToken()
      .withVersion()
    assert.isEmpty(await db.from('muted_events').where('user_id', shop.user.id))
  })
})
