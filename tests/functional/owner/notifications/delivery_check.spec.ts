import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { storeConnection } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { takeBooking } from '#tests/support/outbox'

test.group('How mails go out', (group) => {
  withEmptyTables(group)

  test('is a list of what was checked, how it stands and what to do', async ({ client }) => {
    const { user } = await openShop()
    const page = await client.get('/admin/delivery/check').loginAs(user)
    page.assertStatus(200)
    page.assertTextIncludes('Mails are not sent. They stay in the mailbox at /dev/mails.')
    page.assertTextIncludes('Before clients book, set SMTP_URL or SENDGRID_API_KEY.')
    page.assertTextIncludes('No worker has ever run')
    page.assertTextIncludes('to be put right')
  })

  test('counts the messages and calendars of the business alone', async ({ client, assert }) => {
    const { shop } = await takeBooking()
    const connection = await storeConnection(shop.host)
    await connection.merge({ state: 'lost', lostBecause: 'refused' }).save()
    await db
      .from('notifications')
      .where({ status: 'queued' })
      .update({ next_attempt_at: new Date(Date.now() - 300_000) })
    const other = await openShop()

    const own = await client.get('/admin/delivery/check').loginAs(shop.user)
    own.assertTextIncludes('The oldest should have gone out 5 minutes ago.')
    own.assertTextIncludes('One has lost the connection.')
    const theirs = await client.get('/admin/delivery/check').loginAs(other.user)
    theirs.assertTextIncludes('None waits longer than it should.')
    theirs.assertTextIncludes('None is connected.')
    assert.notInclude(theirs.text(), 'gone out 5 minutes')
  })

  test('is led to from the messages', async ({ client }) => {
    const { user } = await openShop()
    const page = await client.get('/admin/delivery').loginAs(user)
    page.assertTextIncludes('href="/admin/delivery/check"')
  })
})
