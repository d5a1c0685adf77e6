import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import { issuePortalLink } from '#messages'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { hashOfToken } from '#models/tokens/secret_token'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'
import { portalOf } from '#tests/support/portal'

const PRIYA = 'priya@example.com'

async function booked(client: Parameters<typeof place>[2] = {}) {
  const shop = await openShop({ settings: { requiresApproval: false } })
  return { shop, booking: await place(shop, tenOClock(), client) }
}

const asked = (browser: BrowserSession, email: string, language = '') =>
  browser.submit('/portal', `/portal${language}`, { email })

const statusOf = async (browser: BrowserSession) => (await browser.get('/portal/bookings')).status

async function mailedLink(): Promise<{ mail: MailboxMessage; link: string; token: string }> {
  const owed = await Notification.query().where('type', 'portal_link').orderBy('id', 'desc')
  await new DeliverNotification().handle({ notificationId: owed[0].id })
  const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
  const [, link, token] = /(\/portal\/sign-in\/([\w-]{22,})\S*)/.exec(mail.text ?? '') ?? []
  return { mail, link, token }
}

test.group('A client', (group) => {
  withEmptyTables(group)

  test('is led to their reminders at each business, and finds what was chosen among the data', async ({
    assert,
  }) => {
    const { shop, booking } = await booked()
    const { business } = await booked({ email: 'sam@example.com' }).then(({ shop: other }) => other)
    const browser = await portalOf(PRIYA)
    const page = await (await browser.get('/portal/account')).text()
    const [, path, ...others] = page.split('href="/preferences/')
    assert.isEmpty(others, `nothing leads to ${business.name}`)
    assert.isTrue(path.startsWith(`${booking.preferencesToken}"`))
    const detail = await (await browser.get(`/portal/bookings/${booking.id}`)).text()
    assert.include(detail, `/preferences/${booking.preferencesToken}`)

    await new BrowserSession().post(`/preferences/${booking.preferencesToken}/stop/reminders`, {})
    const data = await (await browser.get('/portal/account/about-me.json')).json()
    assert.deepEqual((data as { chosen: unknown }).chosen, [
      { business: shop.business.name, reminder_minutes: [], follow_ups: true },
    ])
  })

  test('signs in by a mailed link, once, and signs out', async ({ assert }) => {
    await booked()
    const browser = new BrowserSession()
    const page = await (await asked(browser, PRIYA.toUpperCase())).text()
    assert.include(page, 'Check your mail')
    const { mail, link, token } = await mailedLink()
    assert.include(mail.recipients, PRIYA)
    assert.notInclude(JSON.stringify(await db.from('portal_links')), token)

    const before = await db.from('portal_links')
    for (let look = 1; look <= 3; look++) assert.equal((await browser.get(link)).status, 200)
    const shown = await new BrowserSession().get(link)
    assert.equal(shown.headers.get('cache-control'), 'no-store')
    assert.equal(shown.headers.get('referrer-policy'), 'same-origin')
    assert.deepEqual(await db.from('portal_links'), before)
    assert.equal(await statusOf(browser), 302)

    await browser.get('/portal')
    const stranger = browser.copy()
    const done = await browser.submit(link, link)
    assert.equal(done.status, 303)
    assert.equal(done.headers.get('location'), '/portal/bookings?lang=en')
    assert.equal(await statusOf(browser), 200)
    assert.equal(await statusOf(stranger), 302, 'the session has another id')

    const again = await new BrowserSession().submit('/portal', link)
    assert.equal(again.status, 409)
    assert.include(await again.text(), 'This link does not work any more')
    assert.equal((await new BrowserSession().get(link)).status, 404)

    const copy = browser.copy()
    assert.equal((await browser.submit('/portal/account', '/portal/sign-out')).status, 303)
    assert.equal(await statusOf(browser), 302)
    assert.equal(await statusOf(copy), 302, 'wherever the cookie was copied to')
  })

  test('is written to in the language of the page', async ({ assert }) => {
    await booked()
    for (const [language, subject] of [
      ['de', 'Ihr Link zu Ihren Buchungen'],
      ['fr', 'Votre lien vers vos réservations'],
      ['es', 'Su enlace a sus reservas'],
      ['ar', 'رابطك إلى حجوزاتك'],
    ]) {
      await db.from('notifications').where('type', 'portal_link').delete()
      await asked(new BrowserSession(), PRIYA, `?lang=${language}`)
      const { mail, link } = await mailedLink()
      assert.equal(mail.subject, subject)
      const page = await (await new BrowserSession().get(link)).text()
      assert.include(page, `<html lang="${language}"`)
    }
  })

  test('is told the same with an address that booked nothing, and gets no mail', async ({
    assert,
  }) => {
    const { shop } = await booked()
    await booked({ email: 'kept@example.com' })
    await db
      .from('bookings')
      .where('client_email', 'kept@example.com')
      .update({ tells_client: false })
    const answerTo = async (email: string) => {
      const answer = await asked(new BrowserSession(), email)
      const page = (await answer.text()).replaceAll(email, 'ADDRESS')
      return [answer.status, page.replaceAll(/nonce="[^"]*"/g, '')]
    }
    const known = await answerTo(PRIYA)
    assert.lengthOf(await Notification.query().where('type', 'portal_link'), 1)
    for (const email of ['nobody@example.com', 'kept@example.com', shop.user.email]) {
      assert.deepEqual(await answerTo(email), known)
    }
    assert.lengthOf(await Notification.query().where('type', 'portal_link'), 1)
    assert.lengthOf(await db.from('sign_in_tries'), 4)
  })

  test('comes in no more by a link that is a quarter of an hour old', async ({ assert }) => {
    await booked()
    const token = await issuePortalLink(PRIYA)
    const link = `/portal/sign-in/${token}`
    assert.equal((await new BrowserSession().get(link)).status, 200)
    await db
      .from('portal_links')
      .where('token_hash', hashOfToken(token))
      .update({ expires_at: db.raw(`expires_at - interval '15 minutes'`) })
    assert.equal((await new BrowserSession().get(link)).status, 404)
    assert.equal((await new BrowserSession().submit('/portal', link)).status, 409)

    await asked(new BrowserSession(), PRIYA)
    const owed = await Notification.query().where('type', 'portal_link').firstOrFail()
    await db
      .from('notifications')
      .where('id', owed.id)
      .update({ created_at: db.raw(`created_at - interval '16 minutes'`) })
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'dropped')
  })

  test('comes in once, of twenty uses of a link at once', async ({ assert }) => {
    const link = `/portal/sign-in/${await issuePortalLink(PRIYA)}`
    const browsers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const browser = new BrowserSession()
        return browser.submit('/portal', link)
      })
    )
    const statuses = browsers.map(({ status }) => status)
    assert.lengthOf(
      statuses.filter((status) => status === 303),
      1
    )
    assert.lengthOf(
      statuses.filter((status) => status === 409),
      19
    )
  })

  test('signs out everywhere, open links included, and nobody else', async ({ assert }) => {
    const [here, there] = [await portalOf(PRIYA), await portalOf(PRIYA)]
    const other = await portalOf('omar@example.com')
    const link = `/portal/sign-in/${await issuePortalLink(PRIYA)}`
    const done = await here.submit('/portal/account', '/portal/sign-out/everywhere')
    assert.equal(done.headers.get('location'), '/portal')
    assert.deepEqual(
      [await statusOf(here), await statusOf(there), await statusOf(other)],
      [302, 302, 200]
    )
    assert.equal((await new BrowserSession().get(link)).status, 404)
  })

  test('is no owner, and an owner no client', async ({ assert }) => {
    const { shop } = await booked()
    const client = await portalOf(shop.user.email)
    assert.equal((await client.get('/admin')).status, 302)
    const owner = new BrowserSession()
    await owner.signIn(shop.user.email, 'a-long-password')
    assert.equal((await owner.get('/admin')).status, 200)
    assert.equal(await statusOf(owner), 302)

    const link = `/portal/sign-in/${await issuePortalLink(PRIYA)}`
    await owner.submit(link, link)
    assert.equal(await statusOf(owner), 200)
    await owner.submit('/portal/account', '/portal/sign-out')
    assert.equal((await owner.get('/admin')).status, 200, 'the owner stays signed in')
  })

  test('is not shown to the business as one who asked for a link', async ({ client, assert }) => {
    const { shop, booking } = await booked()
    await asked(new BrowserSession(), PRIYA)
    await mailedLink()
    for (const path of [`/admin/clients/${booking.clientId}`, '/admin/delivery']) {
      const page = await client.get(path).loginAs(shop.user)
      page.assertStatus(200)
      assert.notInclude(page.text(), 'Link to sign in')
    }
  })

  test('needs the token of the form', async ({ assert }) => {
    const link = `/portal/sign-in/${await issuePortalLink(PRIYA)}`
    const browser = new BrowserSession()
    const answer = await browser.post(link, {})
    assert.equal(answer.status, 422)
    assert.equal((await browser.get(link)).status, 200)
  })
})

test.group('A client who asks for links', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is mailed once, however often it is pressed in one moment, and then has to wait', async ({
    assert,
  }) => {
    await booked()
    const browser = new BrowserSession()
    const statuses: number[] = []
    for (let press = 1; press <= 4; press++) statuses.push((await asked(browser, PRIYA)).status)
    assert.deepEqual(statuses, [200, 200, 200, 429])
    assert.lengthOf(await Notification.query().where('type', 'portal_link'), 1)
    const refused = await asked(browser, 'priya')
    assert.equal(refused.status, 422)
  })
})
