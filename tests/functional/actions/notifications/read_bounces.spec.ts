import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import ReadBounces from '#actions/notifications/read_bounces'
import Notification from '#models/notifications/notification'
import { bounceMark, envelopeIdOf } from '#services/bounces/bounce_mark'
import { readReport } from '#services/bounces/delivery_report'
import { SmtpTransport } from '#services/smtp_transport'
import { withEmptyTables } from '#tests/support/database'
import { exchange, exim, gmail, postfix } from '#tests/support/delivery_reports'
import { openImapServer } from '#tests/support/imap_server'
import { watchLog } from '#tests/support/log'
import { owedMail, post, takeBooking } from '#tests/support/outbox'
import { openSmtpSink } from '#tests/support/smtp_sink'

/** A booking whose confirmation a mail server took. */
async function sentMail() {
  const { shop, booking } = await takeBooking()
  const mail = await owedMail('booking_confirmed', 'client')
  const sender = post(async () => '4BxFzp0fKz2')
  await new DeliverNotification(sender).handle({ notificationId: mail.id })
  await mail.refresh()
  return { shop, booking, mail, messageId: mail.messageId ?? '' }
}

const read = ({ url }: { url: string }) =>
  new ReadBounces().handle({ mailbox: { url, timeoutMs: 2_000 }, requestId: null })

async function totals() {
  const rows = await db.from('report_totals').select('outcome', 'total')
  return Object.fromEntries(rows.map(({ outcome, total }) => [outcome, Number(total)]))
}

const warnings = () => Notification.query().where({ type: 'message_bounced' })

test.group('What a mail server sends back', (group) => {
  withEmptyTables(group)

  const FORMATS = { postfix, exim, exchange, gmail }
  const CAUSES = {
    ...{ postfix: 'no_address', exim: 'mailbox_full' },
    ...{ exchange: 'no_address', gmail: 'turned_away' },
  }
  for (const name of ['postfix', 'exim', 'exchange', 'gmail'] as const) {
    test(`is marked as ${name} writes it, and those in charge are warned on the booking`, async ({
      assert,
      cleanup,
      client,
    }) => {
      const mailbox = await openImapServer(cleanup)
      const { shop, mail, messageId, booking } = await sentMail()
      mailbox.receive(FORMATS[name]({ messageId }))
      await read(mailbox)
      await mail.refresh()
      assert.deepEqual([mail.status, mail.lastError], ['bounced', CAUSES[name]])
      const told = await warnings()
      assert.deepEqual(
        told.map(({ userId, channel, bookingId }) => [userId, channel, bookingId]),
        [[shop.user.id, 'in_app', booking.id]]
      )
      assert.deepEqual(await totals(), { bounced: 1 })
      const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
      page.assertTextIncludes('Bounced')
    })
  }

  test('is known by the envelope alone, where nothing of the mail comes along', async ({
    assert,
    cleanup,
  }) => {
    const mailbox = await openImapServer(cleanup)
    const { mail, messageId } = await sentMail()
    mailbox.receive(postfix({ messageId }, { hasEnvelopeId: true }))
    await read(mailbox)
    await mail.refresh()
    assert.equal(mail.status, 'bounced')
  })

  test('that is only late is shown, and warns nobody', async ({ assert, cleanup, client }) => {
    const mailbox = await openImapServer(cleanup)
    const { shop, mail, messageId, booking } = await sentMail()
    mailbox.receive(postfix({ messageId }, { isDelay: true }))
    await read(mailbox)
    await mail.refresh()
    assert.deepEqual([mail.status, mail.lastError], ['sent', 'delayed'])
    assert.lengthOf(await warnings(), 0)
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('has not taken it yet')

    mailbox.receive(postfix({ messageId }))
    mailbox.receive(postfix({ messageId }, { isDelay: true }))
    await read(mailbox)
    await mail.refresh()
    assert.deepEqual([mail.status, mail.lastError], ['bounced', 'no_address'])
    assert.deepEqual(await totals(), { delayed: 2, bounced: 1 })
  })

  test('is dealt with once, deleted, and read in one go', async ({ assert, cleanup }) => {
    const mailbox = await openImapServer(cleanup)
    const { messageId } = await sentMail()
    for (let nth = 0; nth < 3; nth++) mailbox.receive(postfix({ messageId }))
    await read(mailbox)
    await read(mailbox)
    assert.equal(mailbox.left(), 0)
    assert.lengthOf(await warnings(), 1)
    assert.deepEqual(await totals(), { bounced: 3 })
  })

  test('is ignored and counted where it is forged, unknown or something else', async ({
    assert,
    cleanup,
  }) => {
    const mailbox = await openImapServer(cleanup)
    const { mail, messageId } = await sentMail()
    mailbox.receive(gmail({ messageId, mark: 'quokka' }))
    mailbox.receive(postfix({ messageId, mark: bounceMark('<another@shop.example>') }))
    mailbox.receive(exim({ messageId: '<of-nobody@shop.example>' }))
    mailbox.receive('From: client@client.example\r\nSubject: Away\r\n\r\nI am away.\r\n')
    mailbox.receive('\0\0 no mail at all')
    mailbox.receive(
      exchange({ messageId })
        .replace('Action: failed', 'Action: delivered')
        .replace('5.1.10', '2.0.0')
    )
    await read(mailbox)
    await mail.refresh()
    assert.equal(mail.status, 'sent')
    assert.lengthOf(await warnings(), 0)
    assert.deepEqual(await totals(), { forged: 2, unknown: 1, other: 3 })
    // They stay for people, and are not read again.
    assert.equal(mailbox.left(), 6)
    assert.equal(mailbox.unread(), 0)
    await read(mailbox)
    assert.deepEqual(await totals(), { forged: 2, unknown: 1, other: 3 })
  })

  test('is about the sending that it names, not about one after it', async ({
    assert,
    cleanup,
  }) => {
    const mailbox = await openImapServer(cleanup)
    const { mail, messageId } = await sentMail()
    await mail.merge({ status: 'queued', resends: 1, attemptsBefore: mail.attempts }).save()
    const sender = post(async () => '4BxFzp0fKz3')
    await new DeliverNotification(sender).handle({ notificationId: mail.id })
    mailbox.receive(postfix({ messageId }))
    await read(mailbox)
    await mail.refresh()
    assert.equal(mail.status, 'sent')
    assert.notEqual(mail.messageId, messageId)
  })

  test('is waited for when the mailbox does not answer, and says no address in the log', async ({
    assert,
    cleanup,
  }) => {
    const mailbox = await openImapServer(cleanup)
    const { mail, messageId } = await sentMail()
    mailbox.receive(postfix({ messageId }))
    const hanging = await openImapServer(cleanup, { hangs: true })
    const wrong = new URL(mailbox.url)
    wrong.password = 'canary-password'
    const log = watchLog(cleanup)
    await new ReadBounces().handle({
      mailbox: { url: hanging.url, timeoutMs: 200 },
      requestId: null,
    })
    await read({ url: wrong.href })
    await mail.refresh()
    assert.equal(mail.status, 'sent')
    await read(mailbox)
    await mail.refresh()
    assert.equal(mail.status, 'bounced')
    const said = log.take()
    assert.include(said, 'could not be read')
    assert.notInclude(said, 'canary')
    assert.notInclude(said, 'client.example')
  })

  test('goes to the mailbox for it, with what proves which mail it was', async ({
    assert,
    cleanup,
  }) => {
    const answers = { EHLO: '250-sink\r\n250 DSN' }
    const sink = await openSmtpSink(cleanup, { answers })
    const transport = new SmtpTransport(sink.url, 2_000, 2_000, 'bounces@shop.example')
    await takeBooking()
    const mail = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification({
      withinMs: 5_000,
      async send(built) {
        await built.buildWithContents()
        const answer = await transport.send(built.message.toObject().message)
        return answer.messageId
      },
    }).handle({ notificationId: mail.id })
    await mail.refresh()
    assert.equal(mail.status, 'sent')
    const [from, to] = ['MAIL', 'RCPT'].map((word) =>
      sink.commands.find((line) => line.startsWith(word))
    )
    assert.equal(
      from,
      `MAIL FROM:<bounces@shop.example> RET=HDRS ENVID=${envelopeIdOf(mail.messageId ?? '')}`
    )
    assert.match(to ?? '', /^RCPT TO:<[^>]+> NOTIFY=FAILURE,DELAY$/)
    const [sent] = sink.messages
    const [head] = sent.split('\r\n\r\n', 1)
    assert.include(head, `X-Bellhop-Mark: ${bounceMark(mail.messageId ?? '')}`)
    // What a server would send back of it is known again.
    const report = postfix({ messageId: mail.messageId ?? '' }).replace(
      /From: Swim School[^]*?(?=\r\n\r\n--)/,
      head
    )
    assert.deepInclude(await readReport(Buffer.from(report)), { messageId: mail.messageId })
  })
})
