import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import User from '#models/accounts/user'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { openShopByRequest, place } from '#tests/support/requests'

const ACTION = '/admin/account/details'

test.group('What people say of themselves', (group) => {
  withGlobalTransaction(group)

  test('is saved, shown, and left out again', async ({ client, assert }) => {
    const { user } = await openShop()
    const save = (form: Record<string, string>) =>
      client.post(ACTION).form(form).loginAs(user).withCsrfToken().withVersion().redirects(0)
    ;(await save({ full_name: 'Anna Otter', locale: 'en', time_zone: 'Asia/Tokyo' })).assertStatus(
      303
    )
    const saved = await User.findOrFail(user.id)
    assert.deepEqual(saved.details, {
      ...{ fullName: 'Anna Otter', locale: 'en', timeZone: 'Asia/Tokyo' },
    })
    const page = await client.get('/admin/account').loginAs(saved)
    page.assertTextIncludes('value="Anna Otter"')
    assert.match(page.text(), /<option[^>]*value="Asia\/Tokyo"[^>]*selected/)
    ;(await save({ full_name: 'Anna Otter', locale: '', time_zone: '' })).assertStatus(303)
    const cleared = await User.findOrFail(user.id)
    assert.deepEqual([cleared.locale, cleared.timeZone], [null, null])
  })

  test('shows both where another tab saved meanwhile', async ({ client }) => {
    const { user } = await openShop()
    const page = await client.get('/admin/account').loginAs(user)
    const version = versionIn(page.text(), ACTION)
    const save = (full_name: string) =>
      client.post(ACTION).form({ full_name, version }).loginAs(user).withCsrfToken().redirects(0)
    ;(await save('Anna Otter')).assertStatus(303)
    const stale = await save('Anna Beaver')
    stale.assertStatus(409)
    stale.assertTextIncludes('Anna Otter')
    stale.assertTextIncludes('value="Anna Beaver"')
  })

  test('is refused in words, and what was typed stays', async ({ client, assert }) => {
    const { user } = await openShop()
    for (const [form, field] of [
      [{ full_name: '' }, 'full_name'],
      [{ full_name: 'Anna Otter', locale: 'tlh' }, 'locale'],
      [{ full_name: 'Anna Otter', time_zone: 'Mars/Olympus' }, 'time_zone'],
    ] as const) {
      const refused = await client.post(ACTION).form(form).loginAs(user).withCsrfToken()
      refused.assertStatus(422)
      refused.assertTextIncludes(`href="#${field}"`)
      if (form.full_name) refused.assertTextIncludes('value="Anna Otter"')
    }
    assert.notEqual((await User.findOrFail(user.id)).fullName, 'Anna Otter')
  })

  test('says times of mails in their own zone', async ({ assert }) => {
    const shop = await openShopByRequest()
    await shop.user.merge({ timeZone: 'Asia/Tokyo' }).save()
    await place(shop)
    const owed = await Notification.query()
      .where({ channel: 'mail', userId: shop.user.id })
      .firstOrFail()
    await new DeliverNotification().handle({ notificationId: owed.id })
    const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    assert.include(mail.text ?? '', 'Tokyo')
  })
})
