import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { sendgridEvents } from '#config/mail'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { owedMail, post, takeBooking } from '#tests/support/outbox'
import { joinAs, type Shop } from '#tests/support/requests'
import {
  bounceOf,
  eventOf,
  postEvents,
  postRaw,
  secondsAgo,
  signedHeaders,
  trustOurKey,
  written,
} from '#tests/support/sendgrid_events'

const ID = 'euo2iKxdSayPF4YE4--I7A'

const send = (mail: Notification, transportId: string) =>
  new DeliverNotification(post(async () => transportId)).handle({ notificationId: mail.id })

/** A booking whose confirmation SendGrid took under that id. */
async function sentMail(transportId = ID) {
  const { shop, booking } = await takeBooking()
  const mail = await owedMail('booking_confirmed', 'client')
  await send(mail, transportId)
  return { shop, booking, mail: await mail.refresh() }
}

const news = (shop: Shop) =>
  Notification.query().where({ businessId: shop.business.id, type: 'message_bounced' })

test.group('SendGrid’s events', (group) => {
  withEmptyTables(group)
  group.each.setup(() => trustOurKey())

  test('a mail that came back is marked, written down, and those in charge are told', async ({
    assert,
  }) => {
    const { shop, mail } = await sentMail()
    await joinAs('viewer', shop.business)
    const answer = await postEvents(eventOf('of-another-system', 'delivered'), bounceOf(ID))

    assert.equal(answer.status, 204)
    await mail.refresh()
    assert.deepEqual([mail.status, mail.lastError], ['bounced', 'no_address'])
    assert.isNotNull(mail.sentAt)
    assert.deepEqual(
      (await news(shop)).map(({ userId, channel, bookingId }) => [userId, channel, bookingId]),
      [[shop.user.id, 'in_app', mail.bookingId]]
    )
    const audit = await db.from('audit_entries').where('action', 'notification.bounced')
    assert.lengthOf(audit, 1)
    assert.deepInclude(audit[0], { actor: 'system', subject_id: mail.id })
    assert.deepEqual(audit[0].changes, { status: ['sent', 'bounced'] })
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('told again, at once or later, it changes nothing', async ({ assert }) => {
    const { shop, mail } = await sentMail()
    const twice = () => postEvents(bounceOf(ID), eventOf(ID, 'spamreport'))
    const answers = await Promise.all([twice(), twice(), twice()])
    answers.push(await postEvents(eventOf(ID, 'dropped', { reason: 'Bounced Address' })))

    assert.deepEqual(
      answers.map(({ status }) => status),
      [204, 204, 204, 204]
    )
    assert.equal((await mail.refresh()).lastError, 'no_address')
    assert.lengthOf(await news(shop), 1)
    assert.lengthOf(await db.from('audit_entries').where('action', 'notification.bounced'), 1)
  })

  test('sent again, it is another mail, of which old news says nothing', async ({
    client,
    assert,
  }) => {
    const { shop, mail } = await sentMail()
    const first = mail.messageId
    await postEvents(bounceOf(ID))
    const again = () =>
      client.post(`/admin/delivery/${mail.id}/attempt`).loginAs(shop.user).withCsrfToken()
    await again().redirects(0)
    assert.equal((await mail.refresh()).status, 'queued')

    await postEvents(bounceOf(ID))
    assert.equal((await mail.refresh()).status, 'queued')
    assert.equal(await send(mail, 'the-second'), 'sent')
    await postEvents(bounceOf(ID))
    await mail.refresh()
    assert.deepEqual([mail.status, mail.lastError], ['sent', null])
    assert.notEqual(mail.messageId, first)

    await postEvents(eventOf('the-second', 'dropped', { reason: 'Bounced Address' }))
    assert.equal((await mail.refresh()).lastError, 'suppressed')
    assert.lengthOf(await news(shop), 2)
  })

  test('a delay, or a delivery, changes no state', async ({ assert }) => {
    const { shop, mail } = await sentMail()
    const answer = await postEvents(eventOf(ID, 'deferred'), eventOf(ID, 'delivered'))
    assert.equal(answer.status, 204)
    assert.equal((await mail.refresh()).status, 'sent')
    assert.lengthOf(await news(shop), 0)
  })

  test('mails that are none of ours are named in the log by their ids, and nobody else is', async ({
    assert,
    cleanup,
  }) => {
    const { mail } = await sentMail()
    const lines: unknown[] = []
    const { info } = logger
    logger.info = (...line: unknown[]) => void lines.push(line)
    cleanup(() => void (logger.info = info))
    const answer = await postEvents(bounceOf('unknown-1'), bounceOf('unknown-2'), bounceOf(ID))
    assert.equal(answer.status, 204)
    assert.equal((await mail.refresh()).status, 'bounced')
    const log = JSON.stringify(lines)
    assert.include(log, '"unknown":["unknown-1","unknown-2"]')
    assert.include(log, `"bounced":{"${mail.id}":"no_address"}`)
    assert.notMatch(log, /canary/i)
  })

  test('what came late because nobody answered for hours is still taken', async ({ assert }) => {
    const { mail } = await sentMail()
    const body = written([bounceOf(ID)])
    const answer = await postRaw(body, signedHeaders(body, secondsAgo(23 * 3600)))
    assert.equal(answer.status, 204)
    assert.equal((await mail.refresh()).status, 'bounced')
  })

  test('a full day of news is taken in one post', async ({ assert }) => {
    const { mail } = await sentMail()
    const others = Array.from({ length: 2_000 }, (_, nth) => bounceOf(`other-${nth}`))
    const body = written([...others, bounceOf(ID)])
    assert.isAbove(body.length, 700_000)
    assert.equal((await postRaw(body, signedHeaders(body))).status, 204)
    assert.equal((await mail.refresh()).status, 'bounced')
  })
})

test.group('SendGrid’s events, refused', (group) => {
  group.each.setup(() => trustOurKey())

  const body = written([bounceOf(ID)])
  const unsigned = { 'content-type': 'application/json' }
  const signed = signedHeaders(body)

  test('{title}')
    .with([
      { title: 'no signature at all', headers: unsigned, status: 403, code: 'unsigned' },
      {
        title: 'something that is no signature',
        headers: { ...signed, 'x-twilio-email-event-webhook-signature': 'bm90IG9uZQ==' },
        status: 403,
        code: 'unsigned',
      },
      {
        title: 'a signature of other words',
        headers: signedHeaders(body.trim()),
        status: 403,
        code: 'unsigned',
      },
      {
        title: 'a signature of another time',
        headers: { ...signed, 'x-twilio-email-event-webhook-timestamp': secondsAgo(1) },
        status: 403,
        code: 'unsigned',
      },
      {
        title: 'a timestamp older than a day',
        headers: signedHeaders(body, secondsAgo(26 * 3600)),
        status: 403,
        code: 'stale',
      },
      {
        title: 'a timestamp of tomorrow',
        headers: signedHeaders(body, secondsAgo(-24 * 3600)),
        status: 403,
        code: 'stale',
      },
      {
        title: 'a timestamp that is none',
        headers: signedHeaders(body, 'today'),
        status: 403,
        code: 'stale',
      },
    ])
    .run(async ({ assert }, { headers, status, code }) => {
      const answer = await postRaw(body, headers)
      assert.equal(answer.status, status)
      const problem = (await answer.json()) as { code: string; detail: string }
      assert.equal(problem.code, code)
      assert.match(problem.detail, /[.]$/)
    })

  test('more than a megabyte', async ({ assert }) => {
    const long = written(Array(4_000).fill(bounceOf(ID)))
    const answer = await postRaw(long, signedHeaders(long))
    assert.equal(answer.status, 413)
  })

  test('no JSON array')
    .with(['{"event":"bounce"}', 'event=bounce', ''])
    .run(async ({ assert }, text) => {
      const answer = await postRaw(text, signedHeaders(text))
      assert.equal(answer.status, 400)
    })

  test('everything, where no key is set', async ({ assert }) => {
    sendgridEvents.key = undefined
    assert.equal((await postEvents(bounceOf(ID))).status, 404)
  })
})
