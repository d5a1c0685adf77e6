import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { addInbox } from '#tests/support/inboxes'
import { PeopleBooks } from '#tests/support/people_books'
import { place, type Shop } from '#tests/support/requests'
import { listen } from '#tests/support/webhooks'

/** Whoever is told of a booking of the shop; resolves to where their row stands. */
const RECIPIENTS: Record<string, (shop: Shop, books: PeopleBooks) => Promise<[string, number]>> = {
  'system that is told': async ({ business }) => {
    const { endpoint } = await listen(business)
    return ['webhook_endpoints', endpoint.id]
  },
  'address for mails': async ({ business }) => {
    return ['inbox_addresses', (await addInbox(business)).id]
  },
  'account with contacts': async ({ host }, books) => {
    return ['calendar_connections', (await books.connect(host)).id]
  },
}

async function untilSomebodyWaits() {
  for (;;) {
    const [{ waiting }] = await db
      .from('pg_stat_activity')
      .whereRaw(`datname = current_database() and wait_event_type = 'Lock'`)
      .count('* as waiting')
    if (Number(waiting) > 0) return
    await sleep(20)
  }
}

test.group('A booking while a recipient is removed', (group) => {
  withEmptyTables(group)

  for (const [name, open] of Object.entries(RECIPIENTS)) {
    test(`is booked, and nothing is owed to the ${name}`, async ({ assert, cleanup }) => {
      const books = await PeopleBooks.open(cleanup)
      const shop = await openShop({ settings: { requiresApproval: false } })
      const [table, id] = await open(shop, books)
      const removal = await db.transaction()
      await removal.from(table).where({ id }).delete()
      const placing = place(shop)
      await untilSomebodyWaits()
      await removal.commit()
      const booking = await placing
      assert.equal(booking.status, 'approved')
      const owed = await Notification.query().where({ subjectType: 'booking' })
      assert.isNotEmpty(owed)
      assert.isTrue(owed.every((one) => !one.webhookEndpointId && !one.inboxAddressId))
      assert.isEmpty(await db.from('outside_contacts'))
    }).timeout(20_000)
  }
})
