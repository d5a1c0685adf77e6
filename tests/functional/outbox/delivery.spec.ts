import logger from '@adonisjs/core/services/logger'
import { test } from '@japa/runner'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { byClient, byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification, { MAX_ATTEMPTS } from '#models/notifications/notification'
import type { MessageType } from '#messages'
import { type Sender, retryDelaySeconds } from '#outbox'
import { MailFailure } from '#services/mail_failure'
import { calendarValue } from '#tests/support/calendar_file'
import { withEmptyTables } from '#tests/support/database'
import { CLIENT, letPass, owedMail, post, takeBooking } from '#tests/support/outbox'

const never = () => new Promise<string>(() => {})

/** What is written to the log from now on. */
function linesOf(cleanup: (undo: () => void) => void) {
  const lines: unknown[][] = []
  for (const level of ['info', 'warn', 'error'] as const) {
    const original = logger[level]
    logger[level] = (...line: unknown[]) => void lines.push(line)
    cleanup(() => void (logger[level] = original))
  }
  return lines
}

test.group('Delivering a mail', (group) => {
  withEmptyTables(group)

  test('sends what is owed, once, and keeps how it was named', async ({ assert }) => {
    const { shop } = await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')

    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'not_due')

    const [message, ...others] = await MailboxMessage.all()
    await owed.refresh()
    assert.isEmpty(others)
    assert.equal(owed.status, 'sent')
    assert.equal(owed.transportId, `mailbox-${message.id}`)
    assert.equal(message.messageId, owed.messageId)
    assert.match(message.messageId, /^<booking-[\w-]+\.booking_confirmed\.\w+@localhost>$/)
    assert.equal(message.recipients, `${CLIENT.name} <${CLIENT.email}>`)
    assert.equal(message.headers['Reply-To'], `Swim School Pro <${shop.user.email}>`)
    assert.equal(message.headers['Auto-Submitted'], 'auto-generated')
    assert.notProperty(message.headers, 'List-Unsubscribe')
  })

  test('later mails to one recipient answer the first', async ({ assert }) => {
    const { shop, booking } = await takeBooking({ settings: { requiresApproval: true } })
    const first = await owedMail('booking_requested', 'client')
    await new DeliverNotification().handle({ notificationId: first.id })
    await new ApproveBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
    })
    const second = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: second.id })

    const [received, confirmed] = await MailboxMessage.query().orderBy('id')
    assert.equal(confirmed.headers['In-Reply-To'], received.messageId)
    assert.equal(confirmed.headers['References'], received.messageId)
    assert.notProperty(received.headers, 'In-Reply-To')
  })

  test('a cancellation takes out the entry that the confirmation made', async ({ assert }) => {
    const { shop, booking } = await takeBooking()
    const entries: string[] = []
    const reading: Sender = {
      withinMs: 5_000,
      async send(mail) {
        await mail.buildWithContents()
        entries.push(String(mail.message.toObject().message.icalEvent?.content))
        return 'kept'
      },
    }
    const deliver = async (type: MessageType) => {
      const { id: notificationId } = await owedMail(type, 'client')
      await new DeliverNotification(reading).handle({ notificationId })
    }
    await deliver('booking_confirmed')
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })
    await deliver('booking_cancelled')

    const text = (name: string) => entries.map((entry) => calendarValue(entry, name))
    const uid = `${(await booking.refresh()).calendarUid}@localhost`
    assert.deepEqual(text('UID'), [uid, uid])
    assert.deepEqual(text('METHOD'), ['REQUEST', 'CANCEL'])
    const [confirmed, cancelled] = text('SEQUENCE').map(Number)
    assert.isAbove(cancelled, confirmed)
  })

  test('drops what no longer holds, and keeps why', async ({ assert }) => {
    const { shop, booking } = await takeBooking({ settings: { requiresApproval: true } })
    const question = await owedMail('booking_requested', 'staff')
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })

    const delivery = await new DeliverNotification().handle({ notificationId: question.id })

    await question.refresh()
    assert.equal(delivery, 'dropped')
    assert.equal(question.status, 'dropped')
    assert.equal(question.lastError, 'booking_cancelled')
    assert.isEmpty(await MailboxMessage.all())
  })

  test('comes back later when the transport fails, and keeps no words of its', async ({
    assert,
  }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const failing = post(async () => {
      throw new Error(`mailbox of ${CLIENT.email} is full`)
    })

    const deliver = new DeliverNotification(failing)
    assert.equal(await deliver.handle({ notificationId: owed.id }), 'postponed')

    await owed.refresh()
    const waitSeconds = owed.nextAttemptAt.diffNow('seconds').seconds
    assert.equal(owed.status, 'queued')
    assert.isNull(owed.leasedUntil)
    assert.match(owed.lastError ?? '', /^Error delivery\.spec\.ts:\d+$/)
    assert.isTrue(waitSeconds > 45 && waitSeconds < 75, `${waitSeconds} seconds`)
    assert.equal(await deliver.handle({ notificationId: owed.id }), 'not_due')

    await letPass(owed, 80)
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')
  })

  test('gives up at once on what is refused for good', async ({ assert }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const refusing = post(async () => {
      throw new MailFailure('SMTP 550', true)
    })

    const delivery = await new DeliverNotification(refusing).handle({ notificationId: owed.id })

    await owed.refresh()
    assert.equal(delivery, 'failed')
    assert.equal(owed.status, 'failed')
    assert.equal(owed.lastError, 'SMTP 550')
  })

  test('the eighth failure is the last', async ({ assert }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const failing = post(async () => {
      throw new MailFailure('SMTP 421', false)
    })

    const deliveries: string[] = []
    for (let attempt = 1; attempt <= MAX_ATTEMPTS + 1; attempt++) {
      deliveries.push(await new DeliverNotification(failing).handle({ notificationId: owed.id }))
      await letPass(owed, 2 * 86_400)
    }

    assert.deepEqual(deliveries, [...Array(7).fill('postponed'), 'failed', 'not_due'])
    assert.lengthOf(failing.messageIds, MAX_ATTEMPTS)
    assert.equal(new Set(failing.messageIds).size, 1)
  })

  test('a transport that hangs is given up in time', async ({ assert }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const deliver = new DeliverNotification(post(never, 50))

    assert.equal(await deliver.handle({ notificationId: owed.id }), 'postponed')
    await owed.refresh()
    assert.equal(owed.lastError, 'No answer in time')
  })

  test('ten workers at once send it once', async ({ assert }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const slow = post(() => new Promise((resolve) => setTimeout(() => resolve('kept'), 50)))

    const deliveries = await Promise.all(
      Array.from({ length: 10 }, () =>
        new DeliverNotification(slow).handle({ notificationId: owed.id })
      )
    )

    assert.lengthOf(slow.messageIds, 1)
    assert.sameMembers(deliveries, ['sent', ...Array(9).fill('not_due')])
  })

  test('a crash between sending and writing it down sends it again under the same name', async ({
    assert,
  }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const crashing = post(never, 300)
    const crashed = new DeliverNotification(crashing).handle({ notificationId: owed.id })
    while (crashing.messageIds.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))

    const next = post()
    assert.equal(await new DeliverNotification(next).handle({ notificationId: owed.id }), 'not_due')
    await letPass(owed, 121)
    assert.equal(await new DeliverNotification(next).handle({ notificationId: owed.id }), 'sent')
    await letPass(owed, 121)
    assert.equal(await new DeliverNotification(next).handle({ notificationId: owed.id }), 'not_due')

    assert.deepEqual(next.messageIds, crashing.messageIds)
    await crashed
    await owed.refresh()
    assert.equal(owed.status, 'sent', 'whoever lost the lease writes nothing down')
    assert.isNull(owed.lastError)
  })

  test('a worker that has lost its lease writes nothing over the next one’s words', async ({
    assert,
  }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const slow = post(never, 300)
    const late = new DeliverNotification(slow).handle({ notificationId: owed.id })
    while (slow.messageIds.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))

    await letPass(owed, 121)
    const busy = post(async () => {
      throw new MailFailure('SMTP 421', false)
    })
    await new DeliverNotification(busy).handle({ notificationId: owed.id })
    await late

    await owed.refresh()
    assert.equal(owed.attempts, 2)
    assert.equal(owed.lastError, 'SMTP 421')
  })

  test('leaves lines in the log that lead from the request to the mail, and name nobody', async ({
    assert,
    cleanup,
  }) => {
    const lines = linesOf(cleanup)
    const { shop, booking } = await takeBooking(
      { settings: { requiresApproval: true } },
      { requestId: 'traced' }
    )
    const owed = await owedMail('booking_requested', 'client')
    const failing = post(async () => {
      throw new Error(`550 <${CLIENT.email}> ${CLIENT.name}`)
    })

    await new DeliverNotification(failing).handle({ notificationId: owed.id })
    await letPass(owed, 80)
    await new DeliverNotification().handle({ notificationId: owed.id })

    const log = JSON.stringify(lines)
    assert.include(log, '"request_id":"traced"')
    assert.include(log, '"delivery":"postponed"')
    assert.include(log, '"delivery":"sent"')
    assert.notMatch(log, /canary/i)
    assert.notInclude(log, booking.manageToken)
    assert.notInclude(log, booking.decisionTokenFor(shop.user.id))
  })

  test('tells in the log, in words, why a mail could not be sent and whether it is tried again', async ({
    assert,
    cleanup,
  }) => {
    const lines = linesOf(cleanup)
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const answering = (error: Error) =>
      post(async () => {
        throw error
      })
    await new DeliverNotification(answering(new MailFailure('SMTP 451', false, true))).handle({
      notificationId: owed.id,
    })
    await letPass(owed, 80)
    await new DeliverNotification(answering(new MailFailure('SMTP 550', true))).handle({
      notificationId: owed.id,
    })
    assert.deepEqual(
      lines.map(([, words]) => words).filter((words) => /mail/.test(String(words))),
      [
        'A mail could not be sent and will be tried again: SMTP 451',
        'A mail could not be sent and was given up: SMTP 550',
      ]
    )
  })

  test('an in-app entry is never sent', async ({ assert }) => {
    await takeBooking()
    const entry = await Notification.query().where('channel', 'in_app').firstOrFail()
    assert.equal(await new DeliverNotification().handle({ notificationId: entry.id }), 'not_due')
  })
})

test.group('The wait before another try', () => {
  test('grows from a minute to a day', ({ assert }) => {
    const minutes = [1, 2, 3, 4, 5, 6, 7].map((attempt) => retryDelaySeconds(attempt, 0.5) / 60)
    assert.deepEqual(minutes, [1, 4, 16, 64, 256, 1024, 1440])
  })

  test('is shifted by up to a fifth', ({ assert }) => {
    assert.equal(retryDelaySeconds(1, 0), 48)
    assert.equal(retryDelaySeconds(1, 1), 72)
  })
})
