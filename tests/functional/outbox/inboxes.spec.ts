import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import StopInboxAddress from '#actions/inboxes/stop_inbox_address'
import { addService } from '#database/factories/business'
import { byClient, byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { enquiryReceived } from '#messages'
import { owe } from '#outbox'
import { timeLine } from '#queries/clients/time_line'
import { inTransaction } from '#transactions'
import { withEmptyTables } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { addInbox } from '#tests/support/inboxes'
import { openShopByRequest, place } from '#tests/support/requests'

const RECEPTION = 'reception@shop.example'

/** Delivers all that is owed; gives what the address was sent. */
async function sentTo(address = RECEPTION) {
  const owed = await Notification.query()
    .where({ channel: 'mail', status: 'queued' })
    .whereNot('type', 'inbox_proof')
    .orderBy('id')
  for (const { id } of owed) await new DeliverNotification().handle({ notificationId: id })
  return MailboxMessage.query().whereLike('recipients', `%${address}%`).orderBy('id')
}

const owedToInboxes = () =>
  Notification.query().whereNotNull('inbox_address_id').where('status', 'queued')

test.group('Mails to an address of the business', (group) => {
  withEmptyTables(group)

  test('say what those in charge are told, and decide nothing by themselves', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const inbox = await addInbox(shop.business)
    const booking = await place(shop)
    const [requested, ...others] = await sentTo()
    assert.isEmpty(others)
    assert.include(requested.subject, 'Action needed: Ines Duarte requests')
    assert.notInclude(requested.text ?? '', '/decide/')
    assert.include(requested.text ?? '', `/admin/requests/${booking.id}`)
    assert.include(requested.text ?? '', 'signs in first')
    assert.include(requested.text ?? '', `/mail/stop/${inbox.stopToken}`)
    assert.include(requested.html ?? '', `/mail/stop/${inbox.stopToken}`)
    assert.notInclude(requested.text ?? '', '/manage/')

    const cancellation = { businessId: shop.business.id, bookingId: booking.id, reason: null }
    await new CancelBooking().handle({ ...cancellation, by: byUser(shop.user.id) })
    const [, cancelled] = await sentTo()
    assert.include(cancelled.subject, 'Cancelled by Anna Reed')
    assert.isEmpty(cancelled.attachments, 'no calendar is kept there')
    assert.equal(cancelled.headers['In-Reply-To'], requested.messageId)

    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes(`To ${RECEPTION}`)
  })

  test('go to those that are proven and for that service', async ({ assert }) => {
    const shop = await openShopByRequest()
    const other = await addService(shop.business, shop.hosts)
    const all = await addInbox(shop.business)
    const own = { email: 'own@shop.example', services: [shop.service.id] }
    const forService = await addInbox(shop.business, own)
    await addInbox(shop.business, { email: 'other@shop.example', services: [other.id] })
    await addInbox(shop.business, { email: 'unproven@shop.example', isProven: false })
    await place(shop)
    const told = await owedToInboxes()
    assert.sameMembers(
      told.map(({ inboxAddressId }) => inboxAddressId),
      [all.id, forService.id]
    )
  })

  test('tell of enquiries, and of those about no service where all are told of', async ({
    assert,
  }) => {
    const { business, service } = await openShopByRequest()
    const all = await addInbox(business)
    const some = { email: 'own@shop.example', services: [service.id] }
    const forService = await addInbox(business, some)
    const tell = async (serviceId: number | null) => {
      await Notification.query().delete()
      const { id } = await writtenTo(business.id, { serviceId })
      const subject = { type: 'enquiry', id } as const
      await inTransaction((trx) =>
        owe(trx, enquiryReceived, {
          ...{ businessId: business.id, subject, serviceId, by: byClient() },
        })
      )
      return (await owedToInboxes()).map(({ inboxAddressId }) => inboxAddressId)
    }
    assert.deepEqual(await tell(null), [all.id])
    const [sent] = await sentTo()
    assert.include(sent.subject, 'has written to you')
    assert.sameMembers(await tell(service.id), [all.id, forService.id])
  })

  test('that wait are not sent once they are stopped', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { id: inboxId } = await addInbox(shop.business)
    await place(shop)
    const [owed] = await owedToInboxes()
    await new StopInboxAddress().handle({ inboxId, by: byClient() })
    assert.isEmpty(await sentTo())
    const { status, lastError } = await owed.refresh()
    assert.deepEqual([status, lastError], ['dropped', 'no_recipient'])
  })

  test('are none of the client’s', async ({ assert }) => {
    const shop = await openShopByRequest()
    await addInbox(shop.business)
    const { clientId } = await place(shop)
    await sentTo()
    const record = { id: Number(clientId), businessId: shop.business.id }
    assert.equal((await timeLine(record, 'mails', 1)).counts.mail, 1)
  })
})
