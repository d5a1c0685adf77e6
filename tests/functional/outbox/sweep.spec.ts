import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import DeliverNotification from '#actions/notifications/deliver_notification'
import SweepOutbox from '#actions/notifications/sweep_outbox'
import { runJob } from '#jobs/main'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { openQueue } from '#services/queue'
import { withEmptyTables } from '#tests/support/database'
import { CLIENT, letPass, owedMail, post, takeBooking } from '#tests/support/outbox'

async function jobIds() {
  const jobs = await openQueue().getJobs(['waiting', 'delayed', 'completed', 'failed'])
  return jobs.map(({ id }) => id)
}

test.group('Sweeping the outbox', (group) => {
  withEmptyTables(group)

  test('finds the mail whose wake-up was lost', async ({ assert }) => {
    await takeBooking()
    await openQueue().obliterate({ force: true })

    assert.equal(await new SweepOutbox().handle(), 2)
    const mails = await Notification.query().where('channel', 'mail')
    assert.sameMembers(
      await jobIds(),
      mails.map(({ id }) => `outbox-${id}-0`)
    )
  })

  test('does not wake twice for a job that still waits', async ({ assert }) => {
    await takeBooking()
    await new SweepOutbox().handle()
    await new SweepOutbox().handle()
    assert.lengthOf(await jobIds(), 2)
  })

  test('wakes again for a job that ended without touching its row', async ({ assert }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    const job = await openQueue().getJob(`outbox-${owed.id}-0`)
    assert.exists(job)

    await letPass(owed, 130)
    await new SweepOutbox().handle()
    assert.include(await jobIds(), `outbox-${owed.id}-0-1`)
  })

  test('leaves alone what is sent, later, in hands, or only shown in the application', async ({
    assert,
  }) => {
    await takeBooking()
    const toClient = await owedMail('booking_confirmed', 'client')
    const toStaff = await owedMail('booking_confirmed', 'staff')
    await new DeliverNotification().handle({ notificationId: toClient.id })
    const failing = post(async () => {
      throw new Error('out of reach')
    })
    await new DeliverNotification(failing).handle({ notificationId: toStaff.id })

    assert.equal(await new SweepOutbox().handle(), 0)
    await letPass(toStaff, 80)
    assert.equal(await new SweepOutbox().handle(), 1)
    await db
      .from('notifications')
      .where('id', toStaff.id)
      .update({
        leased_until: new Date(Date.now() + 60_000),
      })
    assert.equal(await new SweepOutbox().handle(), 0)
  })

  test('the jobs deliver what was swept up', async ({ assert }) => {
    await takeBooking()
    await runJob('sweep_outbox', {})
    for (const { id } of await Notification.query().where('channel', 'mail')) {
      await runJob('deliver_notifications', { notificationIds: [id] })
    }
    assert.lengthOf(await MailboxMessage.all(), 2)
  })

  test('a request nobody answered expires, and both sides are told', async ({ assert }) => {
    const { booking } = await takeBooking({ settings: { requiresApproval: true } })
    await db
      .from('bookings')
      .where('id', booking.id)
      .update({ expires_at: new Date(Date.now() - 1000) })

    await runJob('expire_requests', {})
    for (const { id } of await Notification.query().where('channel', 'mail').orderBy('id')) {
      await runJob('deliver_notifications', { notificationIds: [id] })
    }

    const messages = await MailboxMessage.query().orderBy('id')
    const subjects = messages.map(({ subject }) => subject)
    assert.lengthOf(subjects, 2)
    assert.match(subjects.join(), /We could not confirm Private lesson/)
    assert.include(subjects, `Request expired: ${CLIENT.name}`)
  })

  test('jobs carry ids, and nothing about people', async ({ assert }) => {
    await takeBooking({}, { requestId: 'traced-request' })
    await new SweepOutbox().handle()
    const { rows } = await db.rawQuery<{ rows: { row: string }[] }>(
      `select query_to_xml('select * from bullmq.' || quote_ident(tablename), true, false, '')::text as row
       from pg_tables where schemaname = 'bullmq'`
    )
    const stored = rows.map(({ row }) => row).join()
    assert.include(stored, 'traced-request')
    assert.notMatch(stored, /canary|912 ?345/i)
  })
})
