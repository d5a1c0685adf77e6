import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop, UserFactory } from '#database/factories/business'
import AddressChange from '#models/accounts/address_change'
import User from '#models/accounts/user'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { issuePasswordReset } from '#messages'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'

const PASSWORD = 'a-long-password'
const PAGE = '/admin/account/address'
const NEW = 'anna@reed.example'

async function signedIn() {
  const { user } = await openShop()
  const browser = new BrowserSession()
  await browser.signIn(user.email, PASSWORD)
  const ask = (email = NEW, password = PASSWORD) =>
    browser.submit(PAGE, PAGE, { email, current_password: password })
  return { user, former: user.email, browser, ask }
}

/** Of the mails that are owed, in their order: to whom, and where their button leads. */
async function sentMails() {
  const owed = await Notification.query()
    .whereIn('type', ['address_change', 'address_leaving'])
    .where('status', 'queued')
    .orderBy('id')
  for (const { id } of owed) await new DeliverNotification().handle({ notificationId: id })
  const mails = await MailboxMessage.query().orderBy('id')
  return mails.map(({ recipients, text }) => ({
    to: /<(.+)>/.exec(recipients)?.[1],
    link: /\/account\/[\w-]+\/[\w-]+/.exec(text ?? '')?.[0] ?? '',
  }))
}

const emailOf = async ({ id }: User) => (await User.findOrFail(id)).email
const isIn = async (browser: BrowserSession) => (await browser.get('/admin')).status === 200

async function press(link: string) {
  const visitor = new BrowserSession(undefined, { 'sec-fetch-site': 'same-origin' })
  const answer = await visitor.post(link, {})
  const page = await (await visitor.get(link)).text()
  return { status: answer.status, page }
}

test.group('Another address to sign in with', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is asked for with the password, confirmed from its mail, and ends what was signed in', async ({
    assert,
  }) => {
    const { user, former, browser, ask } = await signedIn()
    const reset = await issuePasswordReset(user.id)
    assert.equal((await ask()).status, 303)
    assert.include(await (await browser.get(PAGE)).text(), `A mail to ${NEW} is waiting`)
    assert.equal(await emailOf(user), former)

    const [toNew, toFormer] = await sentMails()
    assert.deepEqual([toNew.to, toFormer.to], [NEW, former])
    const shown = await new BrowserSession().get(toNew.link)
    assert.include(await shown.text(), 'Is this your new address?')
    assert.equal(await emailOf(user), former)

    const pressed = await press(toNew.link)
    assert.equal(pressed.status, 303)
    assert.include(pressed.page, 'Your address is changed')
    assert.equal(await emailOf(user), NEW)
    assert.isFalse(await isIn(browser))
    assert.equal((await new BrowserSession().get(`/reset-password/${reset}`)).status, 404)
    const again = new BrowserSession()
    await again.signIn(NEW, PASSWORD)
    assert.isTrue(await isIn(again))
    assert.equal((await press(toNew.link)).status, 409)
  })

  test('is stopped by whoever reads the former one, who signs everybody out', async ({
    assert,
  }) => {
    const { user, former, browser, ask } = await signedIn()
    await ask('first@reed.example')
    const [, stopFirst] = await sentMails()
    await ask()
    const [, , toNew] = await sentMails()
    const opened = await new BrowserSession().get(stopFirst.link)
    assert.include(await opened.text(), NEW)
    assert.isNull((await AddressChange.query().orderBy('id', 'desc').firstOrFail()).stoppedAt)

    const stopped = await press(stopFirst.link)
    assert.equal(stopped.status, 303)
    assert.include(stopped.page, 'You keep your address')
    assert.isFalse(await isIn(browser))
    const late = await press(toNew.link)
    assert.equal(late.status, 409)
    assert.include(late.page, 'This link does not work any more')
    assert.equal(await emailOf(user), former)
  })

  test('goes back within a week, also after another change', async ({ assert }) => {
    const { user, former, ask } = await signedIn()
    await ask()
    const [toNew, toFormer] = await sentMails()
    await press(toNew.link)
    const thief = new BrowserSession()
    await thief.signIn(NEW, PASSWORD)
    await thief.submit(PAGE, PAGE, { email: 'thief@else.example', current_password: PASSWORD })

    assert.equal((await press(toFormer.link)).status, 303)
    assert.equal(await emailOf(user), former)
    assert.isFalse(await isIn(thief))
    assert.isNull(await AddressChange.findOpen(user.id))
    assert.equal((await press(toFormer.link)).status, 409)

    const { user: other, former: before, ask: askOther } = await signedIn()
    await askOther('other@reed.example')
    const [confirm, stop] = (await sentMails()).slice(-2)
    await press(confirm.link)
    const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000)
    await AddressChange.query().where('user_id', other.id).update({ created_at: eightDaysAgo })
    const late = await press(stop.link)
    assert.equal(late.status, 409)
    assert.notEqual(await emailOf(other), before)
  })

  test('is confirmed within a day, and not where it has an account by then', async ({ assert }) => {
    const { user, former, ask } = await signedIn()
    await ask()
    const [toNew] = await sentMails()
    const taken = await UserFactory.merge({ email: NEW }).create()
    const pressed = await press(toNew.link)
    assert.equal(pressed.status, 409)
    assert.equal(await emailOf(user), former)
    await taken.delete()
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
    await AddressChange.query().update({ created_at: twoDaysAgo })
    assert.equal((await press(toNew.link)).status, 409)
    assert.equal(await emailOf(user), former)
  })

  test('is refused in words, and what was typed stays', async ({ assert }) => {
    const { former, browser, ask } = await signedIn()
    for (const [email, password, words] of [
      ['anna', PASSWORD, 'href="#email"'],
      ['', PASSWORD, 'href="#email"'],
      [NEW, '', 'href="#current_password"'],
      [NEW, 'wrong-password', 'This is not your current password'],
      [former, PASSWORD, 'You already sign in with this address'],
    ]) {
      const refused = await ask(email, password)
      assert.equal(refused.status, 422)
      const page = await refused.text()
      assert.include(page, words)
      if (email) assert.include(page, `value="${email}"`)
      assert.notInclude(page, `value="${PASSWORD}"`)
    }
    assert.lengthOf(await AddressChange.all(), 0)
    for (const name of ['a', 'b', 'c', 'd']) {
      assert.equal((await ask(`${name}@reed.example`)).status, 303)
    }
    assert.equal((await ask()).status, 429)
    assert.isTrue(await isIn(browser))
  })

  test('tells nothing of the account to an address that nobody proved', async ({ assert }) => {
    const { user, browser, ask } = await signedIn()
    assert.include(await (await browser.get(PAGE)).text(), 'Your present address gets a mail too')
    await user.merge({ emailVerifiedAt: null }).save()
    assert.include(await (await browser.get(PAGE)).text(), 'Nothing goes to your present address')
    await ask()
    const mails = await sentMails()
    assert.deepEqual(
      mails.map(({ to }) => to),
      [NEW]
    )
    await press(mails[0].link)
    assert.isNotNull((await User.findOrFail(user.id)).emailVerifiedAt)
  })

  test('has links of its own, and another’s lead nowhere', async ({ assert }) => {
    const { ask } = await signedIn()
    await ask()
    const [toNew, toFormer] = await sentMails()
    const [confirm, stop] = [toNew.link, toFormer.link].map((link) => link.split('/').at(-1))
    for (const link of [
      `/account/new-address/${stop}`,
      `/account/former-address/${confirm}`,
      `/account/new-address/${'A'.repeat(23)}`,
      `/account/former-address/${'A'.repeat(23)}`,
    ]) {
      const visitor = new BrowserSession(undefined, { 'sec-fetch-site': 'same-origin' })
      assert.equal((await visitor.get(link)).status, 404)
      assert.equal((await visitor.post(link, {})).status, 404)
    }
  })
})
