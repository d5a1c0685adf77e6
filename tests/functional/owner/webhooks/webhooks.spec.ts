import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import webhooks from '#config/webhooks'
import { openShop } from '#database/factories/business'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { place } from '#tests/support/requests'
import { deliverWebhooks, listen, openReceiver, owedWebhooks } from '#tests/support/webhooks'

const PAGE = '/admin/settings/webhooks'
const URL = 'https://crm.example/hooks'

async function signedIn() {
  const shop = await openShop()
  const browser = new BrowserSession()
  await browser.signIn(shop.user.email, 'a-long-password')
  const page = async (path: string) => (await browser.get(path)).text()
  const add = (fields: Record<string, string> = {}) =>
    browser.submit(`${PAGE}/new`, PAGE, { url: URL, which: 'all', ...fields })
  return { ...shop, browser, page, add }
}

const actions = async () =>
  (await db.from('audit_entries').orderBy('id').select('action')).map(({ action }) => action)

test.group('The webhooks of a business', (group) => {
  withEmptyTables(group)

  test('begin with none, and say how to add one', async ({ assert }) => {
    const { page } = await signedIn()
    const empty = await page(PAGE)
    assert.include(empty, 'Nothing is sent anywhere yet.')
    assert.include(empty, `href="${PAGE}/new"`)
  })

  test('are added, and their secret is shown this once', async ({ assert }) => {
    const { business, add, page } = await signedIn()
    const some = { which: 'some', event_booking_confirmed: 'on', description: 'Client list' }
    const added = await add(some)
    assert.equal(added.status, 200)
    assert.equal(added.headers.get('cache-control'), 'no-store')
    const shown = await added.text()
    const [secret] = /whsec_[\w+/=]{32}/.exec(shown.replaceAll('&#x3D;', '=')) ?? ['']
    assert.match(secret, /^whsec_/)

    const endpoint = await WebhookEndpoint.findByOrFail({ businessId: business.id })
    assert.deepEqual(endpoint.events, ['booking.confirmed'])
    const { rows } = await db.rawQuery(
      `select webhook_endpoints::text as row from webhook_endpoints
       union all select audit_entries::text from audit_entries
       union all select form_presses::text from form_presses`
    )
    assert.isFalse(rows.some(({ row }: { row: string }) => row.includes(secret)))
    for (const path of [PAGE, `${PAGE}/${endpoint.id}`, `${PAGE}/${endpoint.id}/edit`]) {
      const text = await page(path)
      assert.include(text, 'Client list')
      assert.notInclude(text, 'whsec_')
    }
    assert.include(await actions(), 'webhook.created')
    assert.include(await page('/admin/history'), 'Webhook added')
  })

  test('are refused where nothing may be sent, with what was typed', async ({ assert }) => {
    const { add } = await signedIn()
    webhooks.allowsLoopback = false
    try {
      for (const url of [
        ...['crm', 'http://crm.example/hooks', 'ftp://crm.example', 'https://me:pw@crm.example'],
        ...[
          'https://localhost/hooks',
          'https://127.0.0.1/hooks',
          'https://10.0.0.1',
          'https://crm',
        ],
        ...[
          'https://[::1]/',
          'https://169.254.169.254/latest',
          `https://a.example/${'é'.repeat(900)}`,
        ],
      ]) {
        const refused = await add({ url })
        assert.equal(refused.status, 422, url)
        const text = await refused.text()
        assert.include(text, 'href="#url"')
        assert.include(text, 'It must begin with https://')
        if (url !== URL && url.length < 100) assert.include(text, `value="${url}"`)
      }
    } finally {
      webhooks.allowsLoopback = true
    }
    const none = await add({ which: 'some', description: 'Client list' })
    assert.equal(none.status, 422)
    const text = await none.text()
    assert.include(text, 'Choose at least one event')
    assert.include(text, 'value="Client list"')
    assert.isEmpty(await WebhookEndpoint.all())
  })

  test('are one for each address, and ten at most', async ({ assert }) => {
    const { business, browser, add, page } = await signedIn()
    await add()
    const again = await add({ url: `${URL}#twice` })
    assert.equal(again.status, 422)
    assert.include(await again.text(), 'There is a webhook for this address already')
    for (let nth = 0; nth < 9; nth++) await listen(business, { url: `${URL}/${nth}` })
    const more = await add({ url: `${URL}/more` })
    assert.include(await more.text(), 'There are 10 webhooks already')
    assert.notInclude(await page(PAGE), `href="${PAGE}/new"`)

    const [first, second] = await WebhookEndpoint.query().orderBy('id')
    const own = `${PAGE}/${second.id}/edit`
    const version = versionIn(await page(own), own)
    const taken = await browser.submit(own, own, { url: first.url, which: 'all', version })
    assert.equal(taken.status, 422)
    assert.include(await taken.text(), 'There is a webhook for this address already')
  })

  test('are paused, resumed and deleted, and it is written down', async ({ assert }) => {
    const { business, browser, page } = await signedIn()
    const { endpoint } = await listen(business)
    const own = `${PAGE}/${endpoint.id}`
    assert.equal((await browser.submit(own, `${own}/pause`, {})).status, 303)
    const paused = await page(own)
    assert.include(paused, 'Somebody paused it.')
    assert.include(paused, '>Resume<')
    assert.equal((await browser.submit(own, `${own}/pause`, {})).status, 303)
    assert.equal((await browser.submit(own, `${own}/pause/removal`, {})).status, 303)
    assert.include(await page(own), '>Pause<')
    assert.equal((await browser.submit(`${own}/edit`, `${own}/removal`, {})).status, 303)
    assert.include(await page(PAGE), 'Nothing is sent anywhere yet.')
    assert.equal((await browser.get(own)).status, 404)
    assert.includeOrderedMembers(
      (await actions()).filter((action) => action.startsWith('webhook.')),
      ['webhook.created', 'webhook.paused', 'webhook.resumed', 'webhook.deleted']
    )
    assert.include(await page('/admin/history'), 'Webhook deleted')
  })

  test('get a new secret once, however often that is pressed', async ({ assert }) => {
    const { business, browser, page } = await signedIn()
    const { endpoint } = await listen(business)
    const own = `${PAGE}/${endpoint.id}/edit`
    const action = `${PAGE}/${endpoint.id}/secret`
    const version = versionIn(await page(own), action)
    const renew = () => browser.submit(own, action, { version })
    const renewed = await renew()
    assert.equal(renewed.status, 200)
    assert.include(await renewed.text(), 'whsec_')
    const { secret } = await endpoint.refresh()
    const stale = await renew()
    assert.equal(stale.status, 409)
    assert.include(await stale.text(), 'the secret was renewed meanwhile')
    assert.equal((await endpoint.refresh()).secret, secret)
    assert.include(await page(own), 'The former secret works until')
  })

  test('show what was sent, how it was answered, and send it again', async ({ assert }) => {
    const receiver = await openReceiver((response) =>
      response.writeHead(500).end('<script>alert(1)</script>')
    )
    try {
      const shop = await signedIn()
      const { business, browser, page } = shop
      const { endpoint } = await listen(business, { url: receiver.url })
      const own = `${PAGE}/${endpoint.id}`
      assert.include(await page(own), 'Nothing has been sent yet')
      await place(shop)
      await browser.submit(own, `${own}/test`, {})
      await deliverWebhooks()

      const log = await page(own)
      assert.include(log, 'Test event')
      assert.include(log, 'A booking is confirmed')
      assert.include(log, 'It answered 500.')
      assert.include(log, 'Nothing was accepted since')
      assert.notInclude(log, '@!')
      const [confirmed] = await owedWebhooks().where('type', 'booking_confirmed')
      const detail = `${PAGE}/deliveries/${confirmed.id}`
      const shown = await page(detail)
      assert.include(shown, '&lt;script&gt;alert(1)')
      assert.notInclude(shown, '<script>alert')
      assert.include(shown, 'ines@duarte.example')
      assert.include(shown, `webhook-id: ${confirmed.messageId}`)
      assert.include(shown, 'webhook-signature: v1,')

      receiver.answers((response) => response.end())
      const again = await browser.submit(detail, `${detail}/sending`, {})
      assert.equal(again.status, 303)
      await deliverWebhooks()
      assert.include(await page(detail), 'Accepted')
      assert.include(await actions(), 'webhook.sent_again')
      assert.equal(
        receiver.received.at(-1)?.headers['webhook-id'],
        receiver.received[0].headers['webhook-id']
      )

      await browser.submit(own, `${own}/pause`, {})
      const refused = await browser.submit(detail, `${detail}/sending`, {})
      assert.equal(refused.status, 409)
      assert.include(await refused.text(), 'This webhook is paused')
      // Mails have a list of their own.
      for (const tab of ['sent', 'failed', 'waiting']) {
        assert.notInclude(await page(`/admin/delivery?tab=${tab}`), 'webhook_')
      }
    } finally {
      await receiver.close()
    }
  })
})
