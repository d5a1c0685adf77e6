import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import CalendarConnection from '#models/calendars/calendar_connection'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { GoogleCalendar } from '#tests/support/google_calendar'

const AT = '/admin/calendars/accounts/google'

async function signedIn() {
  const shop = await openShop({ hosts: 2 })
  const browser = new BrowserSession()
  await browser.signIn(shop.user.email, 'a-long-password')
  return { ...shop, browser }
}

/** Where the page leads on, and the state that is in that address. */
async function begin(browser: BrowserSession, host: number, more: Record<string, string> = {}) {
  const page = await browser.submit(`${AT}/new?${new URLSearchParams(more)}`, AT, {
    ...{ host: String(host), ...more },
  })
  const text = await page.text()
  const [, address = ''] = /href="(https:\/\/accounts\.google\.com[^"]+)"/.exec(text) ?? []
  const asked = new URL(address.replaceAll('&amp;', '&')).searchParams
  return { asked, state: asked.get('state') ?? '' }
}

test.group('An account at Google', (group) => {
  withEmptyTables(group)

  test('is not offered where it is not set up', async ({ assert }) => {
    const { browser } = await signedIn()
    assert.notInclude(await (await browser.get('/admin/calendars/new')).text(), AT)
    assert.equal((await browser.get(`${AT}/new`)).status, 404)
  })

  test('is connected once its owner said yes there, and here', async ({ assert, cleanup }) => {
    const google = await GoogleCalendar.open(cleanup)
    const { browser, hosts } = await signedIn()
    assert.include(await (await browser.get('/admin/calendars/new')).text(), `${AT}/new`)
    const { asked, state } = await begin(browser, hosts[1].id)
    assert.equal(asked.get('code_challenge_method'), 'S256')
    assert.match(asked.get('redirect_uri') ?? '', /\/admin\/calendars\/accounts\/google\/answer$/)
    const answer = `${AT}/answer?code=one&state=${state}`
    const shown = await browser.get(answer)
    assert.equal(shown.status, 200)
    assert.include(await shown.text(), hosts[1].name)
    assert.isEmpty(await CalendarConnection.all())

    const done = await browser.submit(answer, `${AT}/answer`, { code: 'one', state })
    assert.equal(done.status, 303)
    const connection = await CalendarConnection.firstOrFail()
    assert.deepInclude(connection.serialize(), {
      ...{ hostId: hosts[1].id, provider: 'google', account: 'ines@host.example' },
    })
    const [sent] = google.standIn.tokenRequests
    assert.equal(sent.get('code'), 'one')
    assert.isNotEmpty(sent.get('code_verifier'))

    const replays = [
      await browser.get(answer),
      await browser.submit(`${AT}/new`, `${AT}/answer`, { code: 'one', state }),
    ]
    for (const again of replays) {
      assert.equal(again.status, 400)
      assert.include(await again.text(), 'or was used already')
    }
    assert.lengthOf(google.standIn.tokenRequests, 1)
    assert.lengthOf(await CalendarConnection.all(), 1)
  })

  test('is not taken from another browser, nor without what was begun', async ({
    assert,
    cleanup,
  }) => {
    await GoogleCalendar.open(cleanup)
    const { browser, hosts } = await signedIn()
    const { state } = await begin(browser, hosts[0].id)
    const { browser: other, hosts: theirs } = await signedIn()
    const own = await begin(other, theirs[0].id)
    assert.notEqual(own.state, state)
    for (const swapped of [state, 'guessed', '']) {
      const answer = await other.get(`${AT}/answer?code=one&state=${swapped}`)
      assert.equal(answer.status, 400)
      const sent = await other.submit(`${AT}/new`, `${AT}/answer`, { code: 'one', state: swapped })
      assert.equal(sent.status, 400)
    }
    assert.isEmpty(await CalendarConnection.all())
  })

  test('that was not opened says so, and can be begun again', async ({ assert, cleanup }) => {
    const google = await GoogleCalendar.open(cleanup)
    const { browser, hosts } = await signedIn()
    const denied = await begin(browser, hosts[0].id)
    const page = await browser.get(`${AT}/answer?error=access_denied&state=${denied.state}`)
    assert.equal(page.status, 400)
    assert.include(await page.text(), 'It was not allowed there')
    const late = { code: 'one', state: denied.state }
    const reused = await browser.submit(`${AT}/new`, `${AT}/answer`, late)
    assert.equal(reused.status, 400)
    assert.isEmpty(google.standIn.tokenRequests)

    const { state } = await begin(browser, hosts[0].id)
    google.standIn.tokenAnswer = { status: 400, body: { error: 'invalid_grant' } }
    const answer = `${AT}/answer?code=used&state=${state}`
    const refused = await browser.submit(answer, `${AT}/answer`, { code: 'used', state })
    assert.equal(refused.status, 422)
    assert.include(await refused.text(), 'It did not let us in')
    assert.isEmpty(await CalendarConnection.all())
  })

  test('lets its contacts be used where its owner asked for it, and said yes there', async ({
    assert,
    cleanup,
  }) => {
    const google = await GoogleCalendar.open(cleanup)
    const { browser, hosts } = await signedIn()
    const finish = async (state: string) => {
      const answer = `${AT}/answer?code=one&state=${state}`
      const done = await browser.submit(answer, `${AT}/answer`, { code: 'one', state })
      assert.equal(done.status, 303)
      return CalendarConnection.firstOrFail()
    }
    const plain = await begin(browser, hosts[0].id)
    assert.notInclude(plain.asked.get('scope'), 'auth/contacts')
    const { id, hasContacts } = await finish(plain.state)
    assert.isFalse(hasContacts)
    const page = `/admin/calendars/${id}`
    assert.include(await (await browser.get(page)).text(), 'Use its contacts too')

    const more = { connection: String(id), contacts: 'on' }
    const refused = await begin(browser, hosts[0].id, more)
    assert.include(refused.asked.get('scope'), 'auth/contacts')
    assert.isFalse((await finish(refused.state)).hasContacts)
    assert.include(await (await browser.get(page)).text(), 'The contacts were not allowed there')

    google.standIn.scope += ' https://www.googleapis.com/auth/contacts'
    assert.isTrue((await finish((await begin(browser, hosts[0].id, more)).state)).hasContacts)
    // Opened anew, it asks for what it had.
    const again = await begin(browser, hosts[0].id, { connection: String(id) })
    assert.include(again.asked.get('scope'), 'auth/contacts')
    const left = await browser.submit(page, `${page}/contacts/removal`, {})
    assert.equal(left.status, 303)
    assert.isFalse((await CalendarConnection.firstOrFail()).hasContacts)
  })
})
