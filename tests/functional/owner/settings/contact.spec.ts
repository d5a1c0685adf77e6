import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import StopInboxAddress from '#actions/inboxes/stop_inbox_address'
import { ownerProof } from '#config/mail'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { contentOf, versionOf } from '#models/version'
import { calendarValue } from '#tests/support/calendar_file'
import { answerAddress } from '#queries/inboxes/answer_address'
import { withEmptyTables } from '#tests/support/database'
import { addInbox, proveContact } from '#tests/support/inboxes'
import { withRateLimits } from '#tests/support/limits'
import { detailsOf } from '#tests/support/owner'
import { joinAs, type Shop } from '#tests/support/requests'
import { owedMail, takeBooking } from '#tests/support/outbox'

const PAGE = '/admin/settings/business'
const CONTACT = 'hello@swimschoolpro.example'

const proofs = () => Notification.query().where('type', 'contact_proof')

test.group('The address that clients are shown', (group) => {
  withEmptyTables(group)

  test('gets their answers once whoever reads it says yes, and the owner’s until then', async ({
    client,
    assert,
  }) => {
    const { shop } = await takeBooking()
    const before = await client.get(PAGE).loginAs(shop.user)
    before.assertTextIncludes(`goes to ${shop.user.email}.`)
    before.assertTextIncludes(`${CONTACT} is not confirmed yet.`)
    await client.post(`${PAGE}/contact/proof`).loginAs(shop.user).withCsrfToken().redirects(0)
    assert.lengthOf(await proofs(), 1)
    await proveContact(shop.business)
    const after = await client.get(PAGE).loginAs(shop.user)
    after.assertTextIncludes(`goes to ${CONTACT}.`)

    const { id } = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: id })
    const [mail] = await MailboxMessage.query().whereLike('subject', '%Swim School Pro%')
    assert.equal(mail.headers['Reply-To'], `Swim School Pro <${CONTACT}>`)
  })

  test('organizes what stands in calendars once it is proven, and the owner’s until then', async ({
    client,
    assert,
  }) => {
    const { booking, shop } = await takeBooking()
    const file = `/manage/${booking.manageToken}/calendar.ics`
    const organizer = async () => calendarValue((await client.get(file)).text(), 'ORGANIZER')
    assert.equal(await organizer(), `mailto:${shop.user.email}`)
    await client.post(`${PAGE}/contact/proof`).loginAs(shop.user).withCsrfToken().redirects(0)
    await proveContact(shop.business)
    assert.equal(await organizer(), `mailto:${CONTACT}`)
  })

  test('is asked when it is another, and not where it is the owner’s own', async ({
    client,
    assert,
  }) => {
    const { shop } = await takeBooking()
    const { save, page } = formOf(client, shop)
    const saved = await save('desk@swimschoolpro.example')
    saved.assertStatus(303)
    assert.lengthOf(await proofs(), 1)
    const asked = await page()
    asked.assertTextIncludes('A link is on its way to desk@swimschoolpro.example.')
    const own = await save(shop.user.email)
    own.assertStatus(303)
    assert.lengthOf(await proofs(), 1)
    const after = await page()
    after.assertTextIncludes(`goes to ${shop.user.email}.`)
  })

  test('is not asked by whoever gives none', async ({ client, assert }) => {
    const { shop } = await takeBooking()
    await shop.business.merge({ email: null }).save()
    const ask = client.post(`${PAGE}/contact/proof`).loginAs(shop.user).withCsrfToken()
    const page = await ask
    page.assertTextIncludes('Your page shows no mail address')
    assert.isEmpty(await proofs())
    assert.isEmpty(await InboxAddress.all())
  })

  test('is asked to be confirmed on Today and in the set-up, of those in charge', async ({
    client,
    assert,
  }) => {
    const { shop } = await takeBooking()
    const { business, user } = shop
    const today = await client.get('/admin').loginAs(user)
    today.assertTextIncludes('Confirm where answers go.')
    today.assertTextIncludes(`Until then they go to ${user.email}.`)
    const staff = await client.get('/admin').loginAs(await joinAs('staff', business))
    assert.notInclude(staff.text(), 'Confirm where answers go.')
    await proveContact(business)
    assert.notInclude(
      (await client.get('/admin').loginAs(user)).text(),
      'Confirm where answers go.'
    )

    const fresh = await openShop()
    const setup = await client.get('/admin/setup').loginAs(fresh.user)
    setup.assertTextIncludes('Confirm where answers go.')
  })

  test('is their own of whoever has just signed up, where no mail leaves the machine', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { shop, booking } = await takeBooking()
    const { business, user } = shop
    await user.merge({ emailVerifiedAt: null }).save()
    await business.merge({ email: user.email }).save()
    const { answersTo, isProven } = await answerAddress(business.id)
    assert.deepEqual([answersTo, isProven], [user.email, true])
    assert.notInclude(
      (await client.get('/admin').loginAs(user)).text(),
      'Confirm where answers go.'
    )

    ownerProof.isAsked = true
    cleanup(() => void (ownerProof.isAsked = false))
    const asked = await client.get(`/admin/messages/new?booking=${booking.id}`).loginAs(user)
    asked.assertTextIncludes(`Answers reach nobody yet: ${user.email} is not confirmed.`)
  })

  test('is proven neither by mails that go there, nor for them', async ({ assert }) => {
    const { shop } = await takeBooking()
    const { business, user } = shop
    await addInbox(business, { email: CONTACT })
    assert.equal((await answerAddress(business.id)).answersTo, user.email)
    await proveContact(business)
    assert.equal((await answerAddress(business.id)).answersTo, CONTACT)

    await InboxAddress.query().delete()
    await proveContact(business)
    const inbox = await addInbox(business, { email: CONTACT, isProven: false })
    assert.equal(inbox.state, 'unproven')
    assert.lengthOf(await Notification.query().where('type', 'inbox_proof'), 2)
  })

  test('is neither asked nor answered to once whoever reads it wants nothing', async ({
    client,
    assert,
  }) => {
    const { shop } = await takeBooking()
    await proveContact(shop.business)
    const { id: inboxId } = await InboxAddress.firstOrFail()
    await new StopInboxAddress().handle({ inboxId, by: byClient() })
    await Notification.query().delete()
    const { page } = formOf(client, shop)
    const stopped = await page()
    stopped.assertTextIncludes(`goes to ${shop.user.email}.`)
    stopped.assertTextIncludes(`Whoever reads ${CONTACT} wants nothing from you`)
    assert.notInclude(stopped.text(), '/contact/proof"')
    const ask = client.post(`${PAGE}/contact/proof`).loginAs(shop.user).withCsrfToken()
    const asked = await ask
    asked.assertTextIncludes('has stopped all mails from you')
    assert.isEmpty(await proofs())
  })
})

test.group('The address that clients are shown, many times a day', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is saved without a link, which is said', async ({ client, assert }) => {
    const { shop } = await takeBooking()
    const { save, page } = formOf(client, shop)
    for (const tag of ['1', '2', '3', '4']) {
      const saved = await save(`desk+${tag}@swimschoolpro.example`)
      saved.assertStatus(303)
    }
    assert.lengthOf(await proofs(), 3)
    const said = await page()
    said.assertTextIncludes('No link went to desk+4@swimschoolpro.example')
  })
})

function formOf(client: ApiClient, { business, user }: Shop) {
  let session = {}
  const save = async (email: string) => {
    await business.refresh()
    const { address, phone, description } = business
    const version = versionOf(contentOf(business))
    const kept = { address: address ?? '', phone: phone ?? '', description: description ?? '' }
    const saved = await client
      .post(PAGE)
      .form({ ...detailsOf(business), ...kept, email, version })
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    session = saved.flashMessages()
    return saved
  }
  const page = () => client.get(PAGE).loginAs(user).withFlashMessages(session)
  return { save, page }
}
