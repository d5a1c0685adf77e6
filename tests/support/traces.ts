import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import KeepBookingImport from '#actions/imports/keep_booking_import'
import CompleteBookings from '#actions/bookings/complete_bookings'
import MoveBooking from '#actions/bookings/move_booking'
import NoteBooking from '#actions/bookings/note_booking'
import WriteToClients from '#actions/bookings/write_to_clients'
import WriteCalendarEntries from '#actions/calendars/write_calendar_entries'
import AddClient from '#actions/clients/add_client'
import BlockClient from '#actions/clients/block_client'
import KeepImport from '#actions/clients/keep_import'
import MergeClients from '#actions/clients/merge_clients'
import TagClient from '#actions/clients/tag_client'
import ReceiveEnquiry from '#actions/enquiries/receive_enquiry'
import DeliverNotification from '#actions/notifications/deliver_notification'
import ChooseReminders from '#actions/notifications/choose_reminders'
import RequestPortalLink from '#actions/portal/request_portal_link'
import ApproveBooking from '#actions/requests/approve_booking'
import RejectBooking from '#actions/requests/reject_booking'
import JoinWaitlist from '#actions/waitlist/join_waitlist'
import { byClient, bySystem, byUser } from '#models/by'
import type Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import Notification from '#models/notifications/notification'
import OutsideBooking from '#models/outside/outside_booking'
import OutsideService from '#models/outside/outside_service'
import { formStamp } from '#models/tokens/form_stamp'
import { byOwner, makeOneTime } from '#tests/support/links'
import type { CalendarsForTests } from '#tests/support/calendars'
import { storeConnection } from '#tests/support/calendars'
import { CANARY, canary } from '#tests/support/canaries'
import { FILLED_IN_MS, instant } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { letPass } from '#tests/support/outbox'
import { portalOf } from '#tests/support/portal'
import { IN_THREE_DAYS, openShopByRequest, type Shop } from '#tests/support/requests'
import { deliverWebhooks, listen, openReceiver } from '#tests/support/webhooks'

const QUESTION = {
  ...{ key: 'why', type: 'text' as const, label: 'What brings you here?', help: null },
  ...{ isRequired: true, options: [], maxLength: null },
}

/** Sends the mails that are due as they are sent, into the mailbox. */
export async function deliverMails(): Promise<void> {
  const owed = await Notification.query()
    .where({ channel: 'mail', status: 'queued' })
    .whereRaw('next_attempt_at <= clock_timestamp()')
    .orderBy('id')
  for (const { id: notificationId } of owed) {
    await new DeliverNotification().handle({ notificationId })
  }
}

/** A whole life of one client at a business, with a canary in every field that people write into. */
export async function leaveTraces(client: ApiClient, calendars: { current: CalendarsForTests }) {
  const receiver = await openReceiver((response) => response.end(canary('webhook answer')))
  const shop = await openShopByRequest({
    settings: { reminderMinutes: [60], sendsTexts: true, textReminderMinutes: [] },
    service: { questions: [QUESTION], followUp: 'How was it?', calendarTitle: null },
  })
  await storeConnection(shop.host)
  await listen(shop.business, { url: receiver.url })
  const owner = byOwner(shop)

  const first = await bookByForm(client, shop, IN_THREE_DAYS)
  await new ApproveBooking().handle({ ...idsOf(first), by: owner.by })
  await deliverMails()
  await moveThere(first, shop)
  await noteAndWrite(first, shop)
  const declined = await bookByForm(client, shop, IN_THREE_DAYS.plus({ hours: 5 }))
  await new RejectBooking().handle({ ...idsOf(declined), by: owner.by, reason: canary('declined') })
  await new WriteCalendarEntries().handle()

  const record = await Client.query().where('email', CANARY.email).firstOrFail()
  await keepAsClient(client, shop, record)
  await waitAndAsk(shop, first)
  await comeFromElsewhere(shop)
  await signIn()
  await passThrough(first)
  await deliverMails()
  await deliverWebhooks()
  await new WriteCalendarEntries().handle()
  await receiver.close()
  if (calendars.current.written.size === 0) throw new Error('Nothing stands in the calendar')
  return { shop, record: await Client.findOrFail(record.id) }
}

const idsOf = ({ businessId, id }: Booking) => ({ businessId, bookingId: id })

const DETAILS = {
  ...{ name: CANARY.name, email: CANARY.email, phone: CANARY.phone },
  ...{ timeZone: 'Europe/Lisbon', locale: 'en-GB' },
}

async function bookByForm(client: ApiClient, shop: Shop, startsAt: DateTime): Promise<Booking> {
  const { business, service } = shop
  const sent = await client
    .post(`/book/${business.slug}/${service.slug}/details`)
    .header('sec-fetch-site', 'same-origin')
    .form({
      ...{ start: instant(startsAt), zone: 'Europe/London', website: '' },
      stamp: formStamp(`booking ${service.id}`, Date.now() - FILLED_IN_MS),
      ...{ client_name: CANARY.name, client_email: CANARY.email, client_phone: CANARY.phone },
      texts: 'true',
      ...{ 'notes': canary('notes'), 'answers[why]': canary('answer') },
    })
    .redirects(0)
  sent.assertStatus(303)
  const { default: Bookings } = await import('#models/bookings/booking')
  return Bookings.query().orderBy('id', 'desc').firstOrFail()
}

/** Asked for by the client, and moved by the business. */
async function moveThere(booking: Booking, shop: Shop) {
  await booking.refresh()
  const to = { hostId: null, version: null, reason: canary('why it moves') }
  await new MoveBooking().handle({
    ...{ ...idsOf(booking), ...to, by: byClient() },
    startsAt: IN_THREE_DAYS.plus({ hours: 2 }).toMillis(),
  })
  await new MoveBooking().handle({
    ...{ ...idsOf(booking), ...to, by: byUser(shop.user.id) },
    startsAt: IN_THREE_DAYS.plus({ hours: 1 }).toMillis(),
  })
}

async function noteAndWrite(booking: Booking, shop: Shop) {
  await booking.refresh()
  const by = byUser(shop.user.id)
  await new NoteBooking().handle({
    ...{ ...idsOf(booking), by, version: booking.notesVersion },
    ...{ privateNote: canary('private'), clientNote: canary('for the client') },
  })
  await new WriteToClients().handle({
    ...{ businessId: booking.businessId, to: { bookingIds: [booking.id] }, by },
    ...{ title: canary('title'), body: canary('body'), idempotencyKey: null },
  })
}

async function keepAsClient(client: ApiClient, shop: Shop, record: Client) {
  const { businessId, by } = byOwner(shop)
  const key = await withKey(client, shop)
  const noted = await key
    .post(`/clients/${record.id}/notes`)
    .header('idempotency-key', 'a-note-of-theirs')
    .json({ body: canary('note') })
  noted.assertStatus(201)
  await new TagClient().handle({
    ...{ businessId, clientId: record.id, by },
    ...{ tag: canary('tag'), isKept: true },
  })
  await record.merge({ notes: canary('keep in mind') }).save()
  const other = await new AddClient().handle({
    ...{ businessId, by, idempotencyKey: null },
    details: { ...DETAILS, email: `other.${CANARY.email}`, phone: null, notes: canary('other') },
  })
  if (other.outcome !== 'added') throw new Error(other.outcome)
  await new MergeClients().handle({
    ...{ businessId, by, keptId: record.id, otherId: other.clientId, version: null },
  })
  await client.get(`/admin/clients?search=${CANARY.name}`).loginAs(shop.user)
  await client.get('/admin/clients.csv').loginAs(shop.user)
  await client.get('/admin/bookings.csv').loginAs(shop.user)
  await db.table('form_presses').insert({
    ...{ press: 'a'.repeat(22), location: `/admin/clients/${record.id}` },
    said: JSON.stringify({ done: `${CANARY.name} is kept.` }),
  })
}

async function waitAndAsk(shop: Shop, booking: Booking) {
  const { businessId, by } = byOwner(shop)
  const joined = await new JoinWaitlist().handle({
    ...{ businessId, serviceId: shop.service.id, hostId: null, durationMinutes: null, seats: 1 },
    startsAt: IN_THREE_DAYS.plus({ hours: 1 }).toMillis(),
    ...{ client: DETAILS, by: byClient() },
  })
  if (joined.outcome !== 'joined') throw new Error(`Not waiting but ${joined.outcome}`)
  const ask = (message: string) =>
    new ReceiveEnquiry().handle({
      ...{ businessId, serviceId: shop.service.id, wishedAt: null, client: DETAILS, message },
      ...{ idempotencyKey: null, by: byClient() },
    })
  await ask(canary('enquiry'))
  const clientId = booking.clientId ?? 0
  await new BlockClient().handle({ businessId, clientId, reason: canary('blocked'), by })
  await ask(canary('refused'))
  await new BlockClient().handle({ businessId, clientId, reason: null, by })
  await makeOneTime(shop, { recipientName: CANARY.name, recipientEmail: CANARY.email })
  await new ChooseReminders().handle({
    ...{ businessId, email: CANARY.email, by: byClient(), version: null },
    chosen: { reminderMinutes: [30] },
  })
}

/** From files, and as another program says it. */
async function comeFromElsewhere({ business, service }: Shop) {
  const businessId = business.id
  const rows = [{ line: 2, cells: [CANARY.name, CANARY.email, canary('in a file')] }]
  const titles = ['Client', 'E-mail', 'Notes']
  await new KeepImport().handle({
    ...{ businessId, fileName: 'clients.csv', by: bySystem() },
    file: { encoding: 'utf-8', titles, rows },
  })
  await new KeepBookingImport().handle({
    ...{ businessId, fileName: 'bookings.csv', isDayFirst: true, by: bySystem() },
    file: { titles, rows },
  })
  const outside = await OutsideService.create({
    ...{ businessId, source: 'calcom', remoteId: '1', name: 'Lesson', serviceId: service.id },
  })
  await OutsideBooking.create({
    ...{ businessId, source: 'calcom', uid: 'theirs', formerUids: [], state: 'kept' },
    ...{ outsideServiceId: outside.id, problem: 'unmapped', isCancelled: false, attempts: 0 },
    ...{ startsAt: IN_THREE_DAYS, endsAt: IN_THREE_DAYS.plus({ hours: 1 }), toldAt: IN_THREE_DAYS },
    ...{ clientName: CANARY.name, clientEmail: CANARY.email, clientTimeZone: 'UTC' },
    notes: canary('elsewhere'),
  })
}

async function signIn() {
  const asked = { email: CANARY.email, language: 'en', requestId: null }
  await new RequestPortalLink().handle(asked)
  const browser = await portalOf(CANARY.email)
  await browser.get('/portal/bookings')
  await browser.get('/portal/account/about-me.json')
}

/** Reminded, over, and asked how it was; another is still to come. */
async function passThrough(booking: Booking) {
  for (const reminder of await Notification.query().where('type', 'booking_reminder')) {
    await letPass(reminder, 4 * 86_400)
  }
  await deliverMails()
  const past = DateTime.utc().minus({ hours: 2 })
  await booking.refresh()
  await db.from('claims').where('holder_id', booking.id).update({ released_at: new Date() })
  await booking.merge({ startsAt: past, endsAt: past.plus({ hours: 1 }) }).save()
  await new CompleteBookings().handle()
  for (const followUp of await Notification.query().where('type', 'booking_follow_up')) {
    await letPass(followUp, 4 * 86_400)
  }
}
