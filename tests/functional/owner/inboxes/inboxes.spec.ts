import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import SendInboxProof from '#actions/inboxes/send_inbox_proof'
import { bySystem } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import MailboxMessage from '#models/notifications/mailbox_message'
import { versionOf } from '#models/version'
import Notification from '#models/notifications/notification'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { addInbox } from '#tests/support/inboxes'
import { withRateLimits } from '#tests/support/limits'

const PAGE = '/admin/settings/mail'
const EMAIL = 'reception@shop.example'

async function signedIn() {
  const shop = await openShop()
  const browser = new BrowserSession()
  await browser.signIn(shop.user.email, 'a-long-password')
  const add = (fields: Record<string, string> = {}) =>
    browser.submit(PAGE, PAGE, { email: EMAIL, about: 'all', ...fields })
  return { ...shop, browser, add }
}

/** Where the latest mail to the address leads, which is sent first. */
async function proofLink() {
  for (const { id } of await Notification.query().where({
    type: 'inbox_proof',
    status: 'queued',
  })) {
    await new DeliverNotification().handle({ notificationId: id })
  }
  const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
  return { mail, link: /\/mail\/address\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? '' }
}

async function press(link: string) {
  const visitor = new BrowserSession(undefined, { 'sec-fetch-site': 'same-origin' })
  const answer = await visitor.post(link, {})
  const page = await (await visitor.get(link)).text()
  return { status: answer.status, page }
}

const actions = async () =>
  (await db.from('audit_entries').orderBy('id').select('action')).map(({ action }) => action)

test.group('An address of the business', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is added, asked, and gets mails once whoever reads it says yes', async ({ assert }) => {
    const { browser, add } = await signedIn()
    assert.equal((await add()).status, 303)
    const page = await (await browser.get(PAGE)).text()
    assert.include(page, `A link is on its way to ${EMAIL}`)
    assert.include(page, 'Waits to be confirmed')

    const { mail, link } = await proofLink()
    assert.include(mail.recipients, EMAIL)
    assert.equal(mail.headers['X-Bellhop-Secret'], 'yes')
    const shown = await new BrowserSession().get(link)
    assert.equal(shown.headers.get('referrer-policy'), 'same-origin')
    assert.include(await shown.text(), 'May mails for Swim School Pro come here?')
    assert.isNull((await InboxAddress.firstOrFail()).provenAt)

    const pressed = await press(link)
    assert.equal(pressed.status, 303)
    assert.include(pressed.page, 'This address is confirmed')
    assert.include(await (await browser.get(PAGE)).text(), 'Gets mails')
    assert.includeMembers(await actions(), ['inbox.added', 'inbox.proven'])
    const other = await new BrowserSession().get(link.replace(/.$/, 'x'))
    assert.equal(other.status, 404)
  })

  test('is refused where it is none, is there already, or is for nothing', async ({ assert }) => {
    const { add } = await signedIn()
    for (const [fields, what] of [
      [{ email: 'reception' }, 'href="#email"'],
      [{ about: 'some' }, 'Choose at least one service'],
    ] as const) {
      const refused = await add(fields)
      assert.equal(refused.status, 422)
      const page = await refused.text()
      assert.include(page, what)
      assert.include(page, `value="${'email' in fields ? fields.email : EMAIL}"`)
    }
    await add()
    const again = await add({ email: EMAIL.toUpperCase() })
    assert.equal(again.status, 422)
    assert.include(await again.text(), 'This address gets mails already')
  })

  test('is asked a few times a day, by whomever', async ({ assert }) => {
    const { browser, add } = await signedIn()
    await add()
    const { id } = await InboxAddress.firstOrFail()
    const ask = () => browser.submit(PAGE, `${PAGE}/${id}/proof`, {})
    await ask()
    await ask()
    assert.lengthOf(await Notification.query().where('type', 'inbox_proof'), 3)
    await ask()
    assert.include(await (await browser.get(PAGE)).text(), 'Links were sent several times today')
    assert.lengthOf(await Notification.query().where('type', 'inbox_proof'), 3)
    const other = await signedIn()
    const refused = await other.add()
    assert.equal(refused.status, 429)
    assert.lengthOf(await Notification.query().where('type', 'inbox_proof'), 3)
  })

  test('is for the services that are chosen', async ({ assert }) => {
    const { business, browser, service } = await signedIn()
    const inbox = await addInbox(business)
    const own = `${PAGE}/${inbox.id}`
    const version = versionOf(null)
    const some = { about: 'some', [`service_${service.id}`]: 'on', version }
    const saved = await browser.submit(own, own, some)
    assert.equal(saved.status, 303)
    assert.isFalse((await inbox.refresh()).forAllServices)
    const page = await (await browser.get(own)).text()
    assert.match(page, new RegExp(`name="service_${service.id}"[^>]*checked`))
    assert.include(await (await browser.get(PAGE)).text(), service.name)

    const none = await browser.submit(own, own, { about: 'some' })
    assert.equal(none.status, 422)
    const stranger = await openShop()
    const foreign = await addService(stranger.business, stranger.hosts)
    await browser.submit(own, own, { about: 'some', [`service_${foreign.id}`]: 'on' })
    const rows = await db.from('inbox_address_services').select('service_id')
    assert.deepEqual(
      rows.map((row) => Number(row.service_id)),
      [service.id]
    )
  })

  test('is shown as it is stored where somebody else chose first', async ({ assert }) => {
    const { business, browser, service } = await signedIn()
    const { id } = await addInbox(business)
    const own = `${PAGE}/${id}`
    const page = await (await browser.get(own)).text()
    const [, version = ''] = /name="version" value="([^"]+)"/.exec(page) ?? []
    const some = { about: 'some', [`service_${service.id}`]: 'on', version }
    assert.equal((await browser.submit(own, own, some)).status, 303)
    assert.equal((await browser.submit(own, own, some)).status, 303, 'the same again')
    const stale = await browser.submit(own, own, { about: 'all', version })
    assert.equal(stale.status, 409)
    const refused = await stale.text()
    assert.include(refused, 'Not saved')
    assert.include(refused, 'Stored now')
    assert.isFalse((await InboxAddress.findOrFail(id)).forAllServices)
  })

  test('gets no more once it is removed, and is proven still when it comes back', async ({
    assert,
  }) => {
    const { business, browser, add } = await signedIn()
    const { id } = await addInbox(business, { email: EMAIL })
    const removed = await browser.submit(`${PAGE}/${id}`, `${PAGE}/${id}/removal`, {})
    assert.equal(removed.status, 303)
    assert.include(await (await browser.get(PAGE)).text(), `${EMAIL} gets no more mails`)
    assert.equal((await browser.get(`${PAGE}/${id}`)).status, 404)
    await Notification.query().delete()
    await add()
    assert.isEmpty(await Notification.all())
    assert.include(await (await browser.get(PAGE)).text(), 'Gets mails')
  })

  test('is stopped by whoever reads it, who alone begins it again', async ({ assert }) => {
    const { business, browser } = await signedIn()
    const inbox = await addInbox(business, { email: EMAIL })
    const stop = `/mail/stop/${inbox.stopToken}`
    const shown = await (await new BrowserSession().get(stop)).text()
    assert.include(shown, 'Stop all mails from Swim School Pro?')
    assert.isNull((await inbox.refresh()).stoppedAt)
    const { page } = await press(stop)
    assert.include(page, 'The mails are stopped')
    assert.include(await (await browser.get(PAGE)).text(), 'Stopped by whoever reads it')

    await Notification.query().delete()
    await browser.submit(PAGE, `${PAGE}/${inbox.id}/proof`, {})
    assert.isEmpty(await Notification.all())
    assert.include(await (await browser.get(PAGE)).text(), 'has stopped all mails from you')
    assert.equal((await inbox.refresh()).state, 'stopped')
    await press(/\/mail\/address\/[\w-]+/.exec(page)?.[0] ?? '')
    assert.equal((await inbox.refresh()).state, 'open')
  })

  test('is not asked again after a stranger stopped the question, however it is spelt', async ({
    assert,
  }) => {
    const { business, browser, add } = await signedIn()
    await add()
    const { link, mail } = await proofLink()
    const stop = /\/mail\/stop\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? ''
    assert.include(await (await new BrowserSession().get(link)).text(), stop)
    const { id: inboxId } = await InboxAddress.firstOrFail()
    await new SendInboxProof().handle({ businessId: business.id, inboxId, by: bySystem() })
    await press(stop)
    const [waiting] = await Notification.query().where('status', 'queued')
    await new DeliverNotification().handle({ notificationId: waiting.id })
    assert.equal((await waiting.refresh()).lastError, 'address_stopped')

    await browser.submit(PAGE, `${PAGE}/${inboxId}/removal`, {})
    for (const email of [EMAIL, 'reception+swim@shop.example']) {
      const refused = await add({ email })
      assert.equal(refused.status, 422)
      assert.include(await refused.text(), 'has stopped all mails from you')
    }
    assert.lengthOf(await Notification.query().where('type', 'inbox_proof'), 2)
  })

  test('of another business is not found', async ({ assert }) => {
    const { browser } = await signedIn()
    const other = await openShop()
    const { id } = await addInbox(other.business)
    assert.equal((await browser.get(`${PAGE}/${id}`)).status, 404)
    assert.equal((await browser.submit(PAGE, `${PAGE}/${id}/removal`, {})).status, 404)
    assert.equal((await browser.submit(PAGE, `${PAGE}/${id}/proof`, {})).status, 404)
  })
})
