import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import ProveInboxAddress from '#actions/inboxes/prove_inbox_address'
import { byClient } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { contentOf, versionOf } from '#models/version'
import { withEmptyTables } from '#tests/support/database'
import { detailsOf } from '#tests/support/owner'
import { owedMail, takeBooking } from '#tests/support/outbox'

const PAGE = '/admin/settings/business'
const CONTACT = 'hello@swimschoolpro.example'

const proofs = () => Notification.query().where('type', 'inbox_proof')

async function prove() {
  const { id: inboxId } = await InboxAddress.findByOrFail('email', CONTACT)
  await new ProveInboxAddress().handle({ inboxId, by: byClient() })
}

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
    await prove()
    const after = await client.get(PAGE).loginAs(shop.user)
    after.assertTextIncludes(`goes to ${CONTACT}.`)

    const { id } = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: id })
    const [mail] = await MailboxMessage.query().whereLike('subject', '%Swim School Pro%')
    assert.equal(mail.headers['Reply-To'], `Swim School Pro <${CONTACT}>`)
  })

  test('is asked when it is another, and not where it is the owner’s own', async ({
    client,
    assert,
  }) => {
    const { shop } = await takeBooking()
    const save = async (email: string) => {
      await shop.business.refresh()
      const { address, phone, description } = shop.business
      const version = versionOf(contentOf(shop.business))
      const kept = { address: address ?? '', phone: phone ?? '', description: description ?? '' }
      return client
        .post(PAGE)
        .form({ ...detailsOf(shop.business), ...kept, email, version })
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    }
    const saved = await save('desk@swimschoolpro.example')
    saved.assertStatus(303)
    assert.lengthOf(await proofs(), 1)
    const own = await save(shop.user.email)
    own.assertStatus(303)
    assert.lengthOf(await proofs(), 1)
    const page = await client.get(PAGE).loginAs(shop.user)
    page.assertTextIncludes(`goes to ${shop.user.email}.`)
  })
})
