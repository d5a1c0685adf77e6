import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { mailFor, messageOf } from '#messages'
import OneTimeLink from '#models/links/one_time_link'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { NINE_TO_FIVE } from '#tests/support/weeks'

type Shop = Awaited<ReturnType<typeof openShop>>

const UNTIL = DateTime.utc().plus({ days: 10 }).toISODate()

/** As it goes out now: its text, and the address that it leads to. */
async function mailOf(oneTime: OneTimeLink) {
  const notification = await Notification.query()
    .where({ subjectType: 'one_time_link', subjectId: oneTime.id })
    .orderBy('id', 'desc')
    .firstOrFail()
  const message = messageOf(notification.type)
  const now = DateTime.utc()
  const loaded = await message.subject?.load(notification, now)
  const about = await message.complete?.(loaded?.about)
  const mail = mailFor(notification.type, {
    ...{ about, member: null, now, messageId: '<one@localhost>', inReplyTo: null },
    answersTo: null,
  })
  await mail?.buildWithContents()
  const { text } = mail?.message.toObject().message ?? {}
  const [, token] = /\/public\/bookings\/([\w-]+)/.exec(String(text)) ?? []
  return { text: String(text), token, notification }
}

test.group('Sending a one-time link', (group) => {
  withGlobalTransaction(group)

  const send = (client: ApiClient, shop: Shop, fields: Record<string, unknown>) =>
    client
      .post('/admin/links/one-time')
      .form({ what: `s${shop.service.id}`, until: UNTIL, ...fields })
      .loginAs(shop.user)
      .withCsrfToken()

  test('mails a link of its own, and stores no token in clear', async ({ client, assert }) => {
    const shop = await openShop()
    const sent = await send(client, shop, { name: 'Sam Okoro', email: 'sam@example.com' })
    sent.assertTextIncludes('The link is on its way to Sam Okoro.')
    sent.assertTextIncludes('Sent, not seen yet')

    const oneTime = await OneTimeLink.findByOrFail('recipient_email', 'sam@example.com')
    const { text, token, notification } = await mailOf(oneTime)
    assert.include(text, shop.service.name)
    assert.include(text, 'Choose a time')
    assert.notInclude(JSON.stringify(notification.$attributes), token)
    const stored = await db.from('one_time_link_tokens').where('one_time_link_id', oneTime.id)
    assert.lengthOf(stored, 1)
    assert.notInclude(JSON.stringify([stored, oneTime.$attributes]), token)
    assert.equal((await placeThrough(shop, token)).outcome, 'booked')
    const page = await client.get(`/admin/links/one-time/${oneTime.id}`).loginAs(shop.user)
    page.assertTextIncludes('Used: ')
    page.assertTextIncludes('Open booking')
  })

  test('names its recipient without characters that turn the text', async ({ client, assert }) => {
    const shop = await openShop()
    const [one, two] = ['sam@example.com', 'ada@example.com']
    const alone = await send(client, shop, { name: 'Sam \u202EOkoro', email: one })
    alone.assertTextIncludes('The link is on its way to Sam Okoro.')
    await send(client, shop, { many: `"Ada \u2066Byron" <${two}>` })
    const stored = await OneTimeLink.query().where('business_id', shop.business.id).orderBy('id')
    const names = stored.map(({ recipientName }) => recipientName)
    assert.deepEqual(names, ['Sam Okoro', 'Ada Byron'])
    const list = await client.get('/admin/links').loginAs(shop.user)
    assert.notMatch(list.text(), /[\u202E\u2066]/)
  })

  test('to many: each gets their own; a line that is no address stops all', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const wrong = await send(client, shop, { many: 'Sam <sam@example.com>\nnobody' })
    wrong.assertStatus(422)
    wrong.assertTextIncludes('Line 2 is no address')
    assert.lengthOf(await OneTimeLink.query().where('business_id', shop.business.id), 0)
    const many = 'Sam <sam@example.com>\nNadia <nadia@example.com>'
    const held = await send(client, shop, { many, holds: 'on' })
    held.assertTextIncludes('for one person only')
    const sent = await send(client, shop, { many })
    sent.assertTextIncludes('2 links are on their way.')
    const all = await OneTimeLink.query().where('business_id', shop.business.id).orderBy('id')
    assert.deepEqual(
      all.map(({ recipientName, sendings }) => [recipientName, sendings]),
      [
        ['Sam', 1],
        ['Nadia', 1],
      ]
    )
  })

  test('with particular times, kept free: the mail names them, and nobody else books them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const form = await client.get('/admin/links/one-time/new').loginAs(shop.user)
    const [value] = [...form.text().matchAll(/value="(\d+-\d+)"/g)]
      .map(([, each]) => each)
      .slice(-1)
    const none = await send(client, shop, { email: 'sam@example.com', holds: 'on' })
    none.assertStatus(422)
    none.assertTextIncludes('Choose the times to keep free')
    const fields = { 'email': 'sam@example.com', 'holds': 'on', 'times[]': value }
    ;(await send(client, shop, fields)).assertTextIncludes('is on its way')
    const again = await send(client, shop, { ...fields, email: 'nadia@example.com' })
    again.assertStatus(409)
    again.assertTextIncludes('not free any more')
    again.assertTextIncludes('nadia@example.com')

    const oneTime = await OneTimeLink.findByOrFail('recipient_email', 'sam@example.com')
    assert.isNotNull(oneTime.holderId)
    const { text } = await mailOf(oneTime)
    assert.include(text, 'These times are kept for you')
    const start = DateTime.fromMillis(Number(value.split('-')[0]), { zone: 'Europe/London' })
    assert.include(text, start.toFormat('HH:mm'))
  })

  test('what is wrong is said at its field, with all that was typed', async ({ client }) => {
    const shop = await openShop()
    const refused = await send(client, shop, { name: 'Sam', email: '', until: '2020-01-01' })
    refused.assertStatus(422)
    refused.assertTextIncludes('email-error')
    refused.assertTextIncludes('value="Sam"')
    const over = await send(client, shop, { email: 'sam@example.com', until: '2020-01-01' })
    over.assertStatus(422)
    over.assertTextIncludes('Choose a day that is not over')
    const stranger = await openShop()
    const strange = await makeLink(stranger)
    const what = await send(client, shop, { email: 'sam@example.com', what: `l${strange.id}` })
    what.assertStatus(422)
  })
})

test.group('A one-time link', (group) => {
  withGlobalTransaction(group)

  const press = (client: ApiClient, shop: Shop, path: string, noun: string) =>
    client
      .post(`${path}/${noun}`)
      .form({ until: UNTIL })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion(path)

  test('sent again has another address, and the one before opens nothing', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop, { recipientEmail: 'sam@example.com' })
    const path = `/admin/links/one-time/${oneTime.id}`
    const page = await client.get(path).loginAs(shop.user)
    page.assertTextIncludes('The link in the mails before it opens nothing any more')
    ;(await press(client, shop, path, 'sending')).assertTextIncludes('It is on its way.')
    const first = await mailOf(oneTime)
    ;(await client.get(`/public/bookings/${token}`)).assertStatus(404)
    ;(await client.get(`/public/bookings/${first.token}`)).assertStatus(200)
    ;(await press(client, shop, path, 'sending')).assertStatus(200)
    ;(await client.get(`/public/bookings/${first.token}`)).assertStatus(404)
    const second = await mailOf(oneTime)
    ;(await client.get(`/public/bookings/${second.token}`)).assertStatus(200)
    assert.equal((await oneTime.refresh()).sendings, 2)
  })

  test('says in its mail that no picked time is kept past its start', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { oneTime } = await makeOneTime(shop, {
      ...{ recipientEmail: 'sam@example.com', holdsTimes: true },
      offeredTimes: [2, 4].map((days) => {
        const start = tenOClock(days).toMillis()
        return { start, end: start + 3_600_000 }
      }),
    })
    await press(client, shop, `/admin/links/one-time/${oneTime.id}`, 'sending')
    const [, until] = /kept for you until ([^.]+)\./.exec((await mailOf(oneTime)).text) ?? []
    assert.include(until, tenOClock(4).toFormat('d LLLL'))
  })

  test('is withdrawn, and opened again', async ({ client }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop)
    const path = `/admin/links/one-time/${oneTime.id}`
    ;(await press(client, shop, path, 'revocation')).assertTextIncludes('Withdrawn')
    ;(await client.get(`/public/bookings/${token}`)).assertStatus(410)
    ;(await press(client, shop, path, 'rearming')).assertTextIncludes('It can be used again')
    ;(await client.get(`/public/bookings/${token}`)).assertStatus(200)
  })

  test('whose booking was cancelled says so, leads there, and is sent again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const start = tenOClock(4).toMillis()
    const { oneTime, token } = await makeOneTime(shop, {
      ...{ recipientEmail: 'sam@example.com', holdsTimes: true },
      offeredTimes: [{ start, end: start + 3_600_000 }],
    })
    const placed = await placeThrough(shop, token, { at: tenOClock(4) })
    if (!('booking' in placed)) throw new Error(placed.outcome)
    await placed.booking.merge({ status: 'cancelled' }).save()
    const path = `/admin/links/one-time/${oneTime.id}`
    const list = await client.get('/admin/links/one-time').loginAs(shop.user)
    const own = await client.get(path).loginAs(shop.user)
    for (const page of [list, own]) {
      page.assertTextIncludes('Booked, then cancelled')
      page.assertTextIncludes(`/admin/bookings/${placed.booking.id}"`)
    }
    list.assertTextIncludes('Send a new one')
    own.assertTextIncludes('Its times are not kept free')
    ;(await press(client, shop, path, 'sending')).assertTextIncludes('It is on its way.')
    const mailed = await mailOf(oneTime)
    ;(await client.get(`/public/bookings/${mailed.token}`)).assertStatus(200)
    assert.isNull((await oneTime.refresh()).spentAt)
  })

  test('that is used is neither sent again nor withdrawn', async ({ client }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop, { recipientEmail: 'sam@example.com' })
    const path = `/admin/links/one-time/${oneTime.id}`
    const page = (await client.get(path).loginAs(shop.user)).text()
    await placeThrough(shop, token)
    const [, version] = /name="version" value="([^"]+)"/.exec(page) ?? []
    for (const noun of ['sending', 'revocation']) {
      const late = await client
        .post(`${path}/${noun}`)
        .form({ until: UNTIL, version })
        .loginAs(shop.user)
        .withCsrfToken()
      late.assertStatus(409)
      late.assertTextIncludes('Somebody has booked through it')
    }
  })
})
