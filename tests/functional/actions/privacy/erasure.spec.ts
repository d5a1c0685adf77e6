import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import WriteCalendarEntries from '#actions/calendars/write_calendar_entries'
import EraseClient from '#actions/privacy/erase_client'
import FinishErasures from '#actions/privacy/finish_erasures'
import { byUser } from '#models/by'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import Notification from '#models/notifications/notification'
import Erasure, { ERASED_NAME } from '#models/privacy/erasure'
import { withCalendarsForTests } from '#tests/support/calendars'
import { canary, hasCanary, tablesWithText, whereCanariesAre } from '#tests/support/canaries'
import { deliverMails, leaveTraces } from '#tests/support/traces'
import { withEmptyTables } from '#tests/support/database'
import { watchLog } from '#tests/support/log'

/** What is written of clients there: the life in `leaveTraces` leaves something in every one. */
const OF_PEOPLE = [
  ...['booking_events', 'booking_import_rows', 'bookings', 'client_import_rows', 'client_notes'],
  ...['client_preferences', 'client_refusals', 'clients', 'enquiries'],
  ...['erasures', 'form_presses', 'mailbox_messages', 'move_requests', 'one_time_links'],
  ...['outside_bookings', 'portal_links', 'portal_sign_ins', 'waitlist_entries'],
  ...['webhook_attempts', 'webhook_bodies', 'written_messages'],
]

/** Has text, and never a client's: ids, hashes, settings, the team's own accounts. */
const OF_NOBODY = [
  // Of those who work there.
  ...['address_changes', 'invitations', 'invitation_tokens', 'password_resets', 'recovery_codes'],
  ...['second_steps', 'sign_ins', 'users', 'memberships', 'muted_events', 'api_keys'],
  'push_devices',
  // Of the business, and what it offers.
  ...['availability_marks', 'availability_rules', 'blocks', 'booking_links', 'booking_settings'],
  ...['booking_templates', 'businesses', 'date_overrides', 'group_sessions', 'hosts'],
  ...['inbox_addresses', 'page_slugs', 'picture_files', 'pictures', 'retired_service_slugs'],
  ...['retired_slugs', 'services', 'session_series', 'setup_stops', 'team_pages'],
  ...['unplanned_dates', 'booking_imports', 'client_imports', 'earlier_settings'],
  ...['consent_texts', 'privacy_settings', 'message_texts'],
  // Numbers that wrote STOP, which holds whoever has them, and Twilio's ids of what was heard.
  ...['text_stops', 'texts_heard'],
  // Ids, states and kinds.
  ...['audit_chain', 'audit_entries', 'calls', 'waitlist_offers', 'outside_contacts'],
  ...['calendar_busy', 'calendar_entries', 'calendar_feeds', 'calendars', 'calendar_connections'],
  ...['calcom_bridges', 'calcom_deliveries', 'outside_services', 'webhook_endpoints'],
  ...['webhook_totals', 'report_totals', 'integrity_runs', 'backups', 'notifications'],
  // Hashes, and visits that name nobody. Answers are kept encrypted, and go by business.
  ...['idempotency_keys', 'one_time_link_tokens', 'rate_limits', 'sign_in_tries'],
  ...['visitor_salts', 'visits'],
  // Of the schema and the queue, whose jobs hold ids.
  ...['adonis_schema', 'bullmq.dedup', 'bullmq.dedup_next', 'bullmq.event', 'bullmq.job'],
  ...['bullmq.job_dependency', 'bullmq.job_log', 'bullmq.meta', 'bullmq.metrics'],
  ...['bullmq.migration', 'bullmq.rate_limit', 'bullmq.relay_inbox', 'bullmq.relay_node'],
  ...['bullmq.relay_retained', 'bullmq.relay_subscription', 'bullmq.scheduler'],
]

test.group('A client who is erased', (group) => {
  withEmptyTables(group)
  const calendars = withCalendarsForTests(group)

  test('every table with text is known to be of people, or of nobody', async ({ assert }) => {
    const tables = await tablesWithText()
    const known = [...OF_PEOPLE, ...OF_NOBODY]
    assert.deepEqual(
      tables.filter((table) => !known.includes(table)),
      []
    )
    assert.deepEqual(
      known.filter((table) => !tables.includes(table)),
      []
    )
  })

  test('leaves no word anywhere, whatever was done with them', async ({
    client,
    assert,
    cleanup,
  }) => {
    const log = watchLog(cleanup)
    const { shop, record } = await leaveTraces(client, calendars)
    const before = await whereCanariesAre()
    const tables = new Set(before.map((where) => where.split('.')[0]))
    assert.sameMembers(
      OF_PEOPLE.filter((table) => table !== 'erasures' && !tables.has(table)),
      [],
      'the life leaves something in each'
    )
    assert.isTrue(
      [...calendars.current.written.values()].some((event) => hasCanary(JSON.stringify(event)))
    )

    const outcome = await new EraseClient().handle({
      ...{ businessId: shop.business.id, clientId: record.id, by: byUser(shop.user.id) },
      ...{ keepsComing: false, tellsClient: true },
    })
    assert.equal(outcome, 'erased')
    const kept = ['erasures.client_name', 'erasures.email']
    assert.deepEqual(await whereCanariesAre(), kept, 'until they were told')

    const told = await Notification.query().where('type', 'erasure_done').firstOrFail()
    await deliverMails()
    assert.equal((await told.refresh()).status, 'sent')
    const { text } = await db
      .from('mailbox_messages')
      .where('message_id', told.messageId ?? '')
      .firstOrFail()
    assert.include(text, 'no longer knows who you are')
    await db.from('mailbox_messages').update({ created_at: '2020-01-01T00:00:00Z' })
    await new FinishErasures().handle()
    assert.deepEqual(await whereCanariesAre(), [])
    await new WriteCalendarEntries().handle()
    const written = [...calendars.current.written.values()]
    assert.isFalse(written.some((event) => hasCanary(JSON.stringify(event))))
    assert.isFalse(hasCanary(log.take()), 'in the log')

    assert.lengthOf(await Client.query().where('id', record.id), 0)
    const bookings = await Booking.query().where('clientName', ERASED_NAME)
    assert.isNotEmpty(bookings)
    for (const { erasedAt, answers } of bookings) {
      assert.isNotNull(erasedAt)
      assert.isEmpty(answers)
    }
    const { status, counts } = await Erasure.query().firstOrFail()
    assert.equal(status, 'done')
    assert.equal(counts.bookings, bookings.length)
    assert.isTrue(hasCanary(canary('self-test')))
  }).timeout(60_000)
})
