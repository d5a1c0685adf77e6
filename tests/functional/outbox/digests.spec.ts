import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import DeliverNotification from '#actions/notifications/deliver_notification'
import OweDigests from '#actions/notifications/owe_digests'
import { mailFor, messageOf } from '#messages'
import Membership, { type Role } from '#models/accounts/membership'
import type User from '#models/accounts/user'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { post } from '#tests/support/outbox'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

const digests = () => Notification.query().where({ type: 'digest' }).orderBy('id')
const oweAt = (moment: string | DateTime) =>
  new OweDigests().handle(typeof moment === 'string' ? DateTime.fromISO(moment) : moment)

async function wantsDigest(shop: Shop, role: Role = 'owner'): Promise<User> {
  const user = role === 'owner' ? shop.user : await joinAs(role, shop.business)
  await Membership.query()
    .where({ userId: user.id, businessId: shop.business.id })
    .update({ gets_digest: true })
  return user
}

/** What it says at that moment, and why it is not sent. */
async function read(user: User, now: DateTime) {
  const notification = await digests().where('user_id', user.id).firstOrFail()
  const { subject, reasonToDrop } = messageOf('digest')
  const loaded = await subject?.load(notification, now)
  if (!loaded) return { text: '', title: '', reason: 'no_recipient' }
  const { about, member } = loaded
  const mail = mailFor('digest', { about, member, now, messageId: '<a@b>', inReplyTo: null })
  await mail?.buildWithContents()
  const { text, subject: title } = mail?.message.toObject().message ?? {}
  return { text: String(text), title, reason: reasonToDrop?.(about, notification, now) ?? null }
}

const LONG = { settings: { bookingExpiryHours: 720 }, hosts: 2 }
const MORNING = IN_THREE_DAYS.setZone('Europe/London').set({ hour: 7, minute: 0 })

test.group('The day in short', (group) => {
  withEmptyTables(group)

  test('is owed from seven to ten by the clock of the business, to those who want it', async ({
    assert,
  }) => {
    const shop = await openShopByRequest({ business: { timeZone: 'America/New_York' } })
    await joinAs('admin', shop.business)
    await wantsDigest(shop)
    assert.equal(await oweAt('2026-06-01T10:59:00Z'), 0)
    assert.equal(await oweAt('2026-06-01T14:00:00Z'), 0)
    assert.equal(await oweAt('2026-06-01T11:00:00Z'), 1)
    const [owed] = await digests()
    assert.equal(owed.userId, shop.user.id)
    assert.equal(owed.data.date, '2026-06-01')
  })

  test('comes once a day, with two workers and after a restart', async ({ assert }) => {
    const shop = await openShopByRequest()
    await wantsDigest(shop)
    const counts = await Promise.all([1, 2, 3].map(() => oweAt('2026-06-01T06:00:00Z')))
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      1
    )
    assert.equal(await oweAt('2026-06-01T08:59:00Z'), 0)
    assert.equal(await oweAt('2026-06-02T06:00:00Z'), 1)
  })

  test('comes at seven on the days when the clocks change', async ({ assert }) => {
    const shop = await openShopByRequest()
    await wantsDigest(shop)
    for (const [before, seven] of [
      ['2026-03-28T06:59:00Z', '2026-03-28T07:00:00Z'],
      ['2026-03-29T05:59:00Z', '2026-03-29T06:00:00Z'],
      ['2026-10-24T05:59:00Z', '2026-10-24T06:00:00Z'],
      ['2026-10-25T06:59:00Z', '2026-10-25T07:00:00Z'],
    ]) {
      assert.equal(await oweAt(before), 0, before)
      assert.equal(await oweAt(seven), 1, seven)
    }
  })

  test('says what is booked, what waits and for how long, and what failed', async ({ assert }) => {
    const shop = await openShopByRequest(LONG)
    const user = await wantsDigest(shop)
    const now = MORNING
    const coming = { startsAt: now.plus({ hours: 3 }).toUTC(), name: 'Grace Liu' }
    const booking = await place(shop, coming)
    await booking.merge({ expiresAt: now.plus({ hours: 2, minutes: 20 }).toUTC() }).save()
    const later = { startsAt: now.plus({ days: 1, hours: 3 }).toUTC(), name: 'Ines Duarte' }
    const other = await place(shop, later)
    await other.merge({ expiresAt: later.startsAt }).save()
    await Notification.query()
      .where({ channel: 'mail', bookingId: booking.id })
      .whereNull('user_id')
      .update({ status: 'failed', next_attempt_at: now.minus({ hours: 5 }).toJSDate() })
    await oweAt(now)

    const { text, title, reason } = await read(user, now)
    assert.isNull(reason)
    assert.match(String(title), /^Today: one booking, 2 requests waiting, /)
    assert.include(text, '10:00 – 11:00  Private lesson, Grace Liu')
    assert.include(text, '2 h left: Grace Liu: Private lesson')
    assert.notMatch(text, /Today\n.*Ines Duarte/)
    assert.include(text, 'Could not be sent: One message since yesterday')
    assert.include(text, '/admin/notifications/choice')
  })

  test('is about their own bookings alone for staff', async ({ assert }) => {
    const shop = await openShopByRequest(LONG)
    const staff = await wantsDigest(shop, 'staff')
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const startsAt = MORNING.plus({ hours: 3 }).toUTC()
    const [ines, grace] = shop.hosts.map(({ id }) => id)
    for (const [name, hostId] of [
      ['Grace Liu', grace],
      ['Ines Duarte', ines],
    ] as const) {
      const booking = await place(shop, { startsAt, name, hostId })
      await booking.merge({ expiresAt: startsAt }).save()
    }
    await oweAt(MORNING)
    const { text } = await read(staff, MORNING)
    assert.include(text, 'Grace Liu')
    assert.notInclude(text, 'Ines Duarte')
  })

  test('is not sent when there is nothing to say, or the day is over', async ({ assert }) => {
    const shop = await openShopByRequest()
    const user = await wantsDigest(shop)
    await oweAt(DateTime.utc().setZone('Europe/London').set({ hour: 7, minute: 0 }))
    const [{ id: notificationId }] = await digests()
    const transport = post()
    await new DeliverNotification(transport).handle({ notificationId })
    const [dropped] = await digests()
    assert.equal(dropped.status, 'dropped')
    assert.equal(dropped.lastError, 'nothing_to_say')
    assert.isEmpty(transport.messageIds)

    const { reason } = await read(user, DateTime.utc().plus({ days: 2 }))
    assert.equal(reason, 'digest_over')
  })

  test('is not sent to whoever wants it no more', async ({ assert }) => {
    const shop = await openShopByRequest()
    const user = await wantsDigest(shop)
    await oweAt(MORNING)
    await Membership.query().update({ gets_digest: false })
    assert.equal((await read(user, MORNING)).reason, 'no_recipient')
  })
})

test.group('Stopping the day in short with one press', (group) => {
  withEmptyTables(group)

  /** What was sent to the owner at that moment, and where it is stopped. */
  async function sent() {
    const shop = await openShopByRequest()
    const user = await wantsDigest(shop)
    const membership = await Membership.findByOrFail({ userId: user.id })
    await oweAt(MORNING)
    const notification = await digests().firstOrFail()
    const loaded = await messageOf('digest').subject?.load(notification, MORNING)
    if (!loaded) throw new Error('Nobody to send it to')
    const { about, member } = loaded
    const parts = { about, member, now: MORNING, messageId: '<a@b>', inReplyTo: null }
    const mail = mailFor('digest', parts)
    await mail?.buildWithContents()
    const { headers = {}, text, html } = mail?.message.toObject().message ?? {}
    const head: Record<string, unknown> = Object.assign({}, ...[headers].flat())
    const url = /^<(.+)>$/.exec(String(head['List-Unsubscribe']))?.[1] ?? ''
    const getsDigest = async () => (await membership.refresh()).getsDigest
    return {
      ...{ shop, user, membership, head, url, text: String(text), html: String(html) },
      ...{ page: new URL(url).pathname, getsDigest },
    }
  }

  test('stands in its head and at its foot', async ({ assert }) => {
    const { head, url, text, html } = await sent()
    assert.match(url, /^https?:\/\/[^/]+\/mail\/digest\/[\w-]{23,}$/)
    assert.equal(head['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
    assert.include(text, `Stop this mail: ${url}`)
    assert.include(html, `href="${url}"`)
  })

  test('is asked first by a page, which changes nothing', async ({ client, assert }) => {
    const { page, user, shop, getsDigest } = await sent()
    const shown = await client.get(page)
    shown.assertStatus(200)
    shown.assertHeader('cache-control', 'no-store')
    shown.assertHeader('referrer-policy', 'same-origin')
    assert.isUndefined(shown.header('set-cookie'))
    shown.assertTextIncludes(`Stop your morning mail from ${shop.business.name}?`)
    shown.assertTextIncludes(user.email)
    ;(await client.head(page)).assertStatus(200)
    assert.isTrue(await getsDigest())
  })

  test('takes what mail programs post, answers without a redirect, and the choice follows', async ({
    client,
    assert,
  }) => {
    const { page, user, getsDigest } = await sent()
    const press = () => client.post(page).form({ 'List-Unsubscribe': 'One-Click' }).redirects(0)
    const answer = await press()
    answer.assertStatus(200)
    answer.assertTextIncludes('Your morning mail is stopped')
    assert.isUndefined(answer.header('set-cookie'))
    assert.isFalse(await getsDigest())
    assert.equal((await read(user, MORNING)).reason, 'no_recipient')
    const choice = await client.get('/admin/notifications/choice').loginAs(user)
    assert.notMatch(choice.text(), /name="digest"[^>]*checked/)
    assert.match(choice.text(), /name="requested_mail"[^>]*checked/)
    ;(await client.get(page)).assertTextIncludes('Your morning mail is stopped')

    await Membership.query().update({ gets_digest: true })
    const inParts = client.post(page).field('List-Unsubscribe', 'One-Click')
    ;(await inParts.redirects(0)).assertStatus(200)
    assert.isFalse(await getsDigest())
  })

  test('is written down once, as theirs', async ({ client, assert }) => {
    const { page, user } = await sent()
    ;(await client.post(page)).assertStatus(200)
    ;(await client.post(page)).assertStatus(200)
    const entries = await db.from('audit_entries').where('action', 'member.messages_chosen')
    assert.lengthOf(entries, 1)
    assert.equal(entries[0].actor, 'user')
    assert.equal(String(entries[0].user_id), String(user.id))
    assert.notInclude(JSON.stringify(entries), user.email)
    const history = await client.get('/admin/history').loginAs(user)
    history.assertTextIncludes('Changed notifications')
  })

  test('is nobody else’s, and ends with the address and the membership', async ({
    client,
    assert,
  }) => {
    const { page, shop, user, membership, getsDigest } = await sent()
    const colleague = await wantsDigest(shop, 'admin')
    const other = await Membership.findByOrFail({ userId: colleague.id })
    const token = page.split('/').at(-1) ?? ''
    const forged = token.slice(0, 22) + other.id.toString(36)
    for (const wrong of [forged, `A${token.slice(1)}`, `${token}_1`, shop.user.email]) {
      ;(await client.post(`/mail/digest/${encodeURIComponent(wrong)}`)).assertStatus(404)
    }
    ;(await client.post(`/mail/stop/${token}`)).assertStatus(404)
    assert.isTrue(await getsDigest())
    assert.isTrue((await other.refresh()).getsDigest)

    await user.merge({ email: 'moved@example.com' }).save()
    ;(await client.post(page)).assertStatus(404)
    await membership.load('user')
    const now = `/mail/digest/${membership.digestStopToken}`
    ;(await client.get(now)).assertStatus(200)
    await membership.delete()
    ;(await client.get(now)).assertStatus(404)
  })
})
