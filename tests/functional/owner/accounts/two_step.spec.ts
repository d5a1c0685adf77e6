import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import SecondStep from '#models/accounts/second_step'
import SignIn from '#models/accounts/sign_in'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { codeOfStep, stepAt } from '#models/tokens/one_time_code'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import { issuePasswordReset } from '#messages'

const PASSWORD = 'a-long-password'
const PAGE = '/admin/account/two-step'

async function keyOf(userId: number): Promise<string> {
  const step = await SecondStep.findOrFail(userId)
  return step.key ?? ''
}

/** The code that the app shows, or did some steps ago. */
async function codeFor(userId: number, offset = 0): Promise<string> {
  return codeOfStep(await keyOf(userId), stepAt(Date.now()) + offset)
}

/** As if time had passed since the last code was taken. */
function forgetLastStep(userId: number) {
  return SecondStep.query().where({ userId }).update({ lastStep: 0 })
}

/** Somebody signed in, with the second step on; and the recovery codes that were shown. */
async function turnedOn() {
  const { user } = await openShop()
  const browser = new BrowserSession()
  await browser.signIn(user.email, PASSWORD)
  await browser.submit(PAGE, PAGE, { current_password: PASSWORD })
  const code = await codeFor(user.id)
  const shown = await browser.submit(PAGE, `${PAGE}/confirmation`, { code })
  const page = await shown.text()
  const recoveryCodes = [...page.matchAll(/<code>([a-z2-7-]+)<\/code>/g)].map(([, one]) => one)
  await forgetLastStep(user.id)
  return { user, browser, recoveryCodes }
}

const isIn = async (browser: BrowserSession) => (await browser.get('/admin')).status === 200

async function afterPassword(email: string) {
  const browser = new BrowserSession()
  const answer = await browser.signIn(email, PASSWORD)
  return { browser, answer }
}

const enter = (browser: BrowserSession, code: string) =>
  browser.submit('/sign-in/code', '/sign-in/code', { code })

test.group('The second step of signing in', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is asked for after the password, and leads where the first one was to', async ({
    assert,
  }) => {
    const { user } = await turnedOn()
    const browser = new BrowserSession()
    const answer = await browser.submit('/sign-in', '/sign-in', {
      ...{ email: user.email, password: PASSWORD, to: '/admin/bookings' },
    })
    assert.equal(answer.headers.get('location'), '/sign-in/code')
    assert.isFalse(await isIn(browser))

    const entered = await enter(browser, await codeFor(user.id))
    assert.equal(entered.status, 303)
    assert.equal(entered.headers.get('location'), '/admin/bookings')
    assert.isTrue(await isIn(browser))
  })

  test('needs a right password to be turned on, and a code of the app', async ({ assert }) => {
    const { user } = await openShop()
    const [browser, other] = [new BrowserSession(), new BrowserSession()]
    await browser.signIn(user.email, PASSWORD)
    await other.signIn(user.email, PASSWORD)
    const refused = await browser.submit(PAGE, PAGE, { current_password: 'not-my-password' })
    assert.equal(refused.status, 422)
    assert.isNull(await SecondStep.find(user.id))

    await browser.submit(PAGE, PAGE, { current_password: PASSWORD })
    const wrong = await browser.submit(PAGE, `${PAGE}/confirmation`, { code: '000000' })
    assert.equal(wrong.status, 422)
    // Until then it asks for nothing.
    const meanwhile = new BrowserSession()
    await meanwhile.signIn(user.email, PASSWORD)
    assert.isTrue(await isIn(meanwhile))

    const code = await codeFor(user.id)
    const shown = await browser.submit(PAGE, `${PAGE}/confirmation`, { code })
    assert.match(await shown.text(), /<code>[a-z2-7]{4}(-[a-z2-7]{4}){3}<\/code>/)
    assert.isTrue(await isIn(browser))
    assert.isFalse(await isIn(other))
    assert.isFalse(await isIn(meanwhile))
  })

  test('takes no code twice, nor an older one than the last', async ({ assert }) => {
    const { user } = await turnedOn()
    const [first, second] = [await afterPassword(user.email), await afterPassword(user.email)]
    const code = await codeFor(user.id)
    assert.equal((await enter(first.browser, code)).status, 303)
    assert.equal((await enter(second.browser, code)).status, 422)
    assert.equal((await enter(second.browser, await codeFor(user.id, -1))).status, 422)
    assert.isFalse(await isIn(second.browser))
  })

  test('lets in one of ten who send the same code together', async ({ assert }) => {
    const { user } = await turnedOn()
    const waiting = []
    for (let index = 0; index < 4; index++) waiting.push(await afterPassword(user.email))
    const code = await codeFor(user.id)
    const answers = await Promise.all(waiting.map(({ browser }) => enter(browser, code)))
    assert.lengthOf(
      answers.filter(({ status }) => status === 303),
      1
    )
  })

  test('takes neither a code of long ago nor one of somebody else', async ({ assert }) => {
    const [{ user }, other] = [await turnedOn(), await turnedOn()]
    const { browser } = await afterPassword(user.email)
    for (const code of [
      await codeFor(user.id, -3),
      await codeFor(user.id, 3),
      await codeFor(other.user.id),
      other.recoveryCodes[0],
      '',
      'x'.repeat(50),
    ]) {
      await db.from('sign_in_tries').delete()
      assert.equal((await enter(browser, code)).status, 422, code)
    }
    assert.isFalse(await isIn(browser))
  })

  test('takes each recovery code once, however it is typed', async ({ assert }) => {
    const { user, recoveryCodes } = await turnedOn()
    assert.lengthOf(new Set(recoveryCodes), 10)
    const { browser } = await afterPassword(user.email)
    const typed = recoveryCodes[0].replaceAll('-', ' ').toUpperCase()
    assert.equal((await enter(browser, typed)).status, 303)
    assert.isTrue(await isIn(browser))
    const again = await afterPassword(user.email)
    assert.equal((await enter(again.browser, recoveryCodes[0])).status, 422)
    assert.equal((await enter(again.browser, recoveryCodes[1])).status, 303)
    const page = await (await browser.get(PAGE)).text()
    assert.include(page, '8 recovery codes')
  })

  test('delays whoever guesses, and not the browser of its owner', async ({ assert }) => {
    const { user, browser: own } = await turnedOn()
    await own.submit('/admin', '/sign-out')
    const { browser } = await afterPassword(user.email)
    const statuses: number[] = []
    for (let index = 0; index < 7; index++) {
      const { status } = await enter(browser, String(index).repeat(6))
      statuses.push(status)
    }
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429, 429])
    // A right one does not get through meanwhile.
    assert.equal((await enter(browser, await codeFor(user.id))).status, 429)
    await own.signIn(user.email, PASSWORD)
    assert.equal((await enter(own, await codeFor(user.id))).status, 303)
  })

  test('opens nothing without the password before it', async ({ assert }) => {
    const { user } = await turnedOn()
    const stranger = new BrowserSession()
    const page = await stranger.get('/sign-in/code')
    assert.equal(page.headers.get('location'), '/sign-in')
    const code = await codeFor(user.id)
    const sent = await stranger.submit('/sign-in', '/sign-in/code', { code })
    assert.equal(sent.headers.get('location'), '/sign-in')
    assert.isFalse(await isIn(stranger))
  })

  test('starts over once the password is another', async ({ assert }) => {
    const { user } = await turnedOn()
    const { browser } = await afterPassword(user.email)
    await user.refresh()
    await user.merge({ password: 'another-long-password' }).save()
    assert.equal((await browser.get('/sign-in/code')).headers.get('location'), '/sign-in')
  })

  test('is asked for after a forgotten password too', async ({ assert }) => {
    const { user } = await turnedOn()
    const browser = new BrowserSession()
    const link = `/reset-password/${await issuePasswordReset(user.id)}`
    const reset = await browser.submit('/sign-in', link, { password: 'another-long-password' })
    assert.equal(reset.headers.get('location'), '/sign-in/code')
    assert.isFalse(await isIn(browser))
    assert.equal((await enter(browser, await codeFor(user.id))).status, 303)
  })

  test('is kept where a copy of the database opens nothing', async ({ assert }) => {
    const [{ user, recoveryCodes }, other] = [await turnedOn(), await turnedOn()]
    const key = await keyOf(user.id)
    const rows = JSON.stringify([
      await db.from('second_steps'),
      await db.from('recovery_codes'),
      await db.from('audit_entries'),
    ])
    assert.notInclude(rows, key)
    for (const code of recoveryCodes) assert.notInclude(rows, code)
    // Another's row does not make it theirs.
    const own = await SecondStep.findOrFail(user.id)
    await SecondStep.query().where('userId', other.user.id).update({ secret: own.secret })
    assert.equal(await keyOf(other.user.id), '')
  })

  test('never shows its key or its recovery codes again', async ({ assert }) => {
    const { user, browser, recoveryCodes } = await turnedOn()
    const page = await (await browser.get(PAGE)).text()
    assert.notInclude(page.replaceAll(' ', ''), await keyOf(user.id))
    for (const code of recoveryCodes) assert.notInclude(page, code)
    // Turning it on again would show a key that is in use.
    await browser.submit(PAGE, PAGE, { current_password: PASSWORD })
    assert.isNotNull((await SecondStep.findOrFail(user.id)).confirmedAt)
  })

  test('ends, and its codes are renewed, for the password alone', async ({ assert }) => {
    const { user, browser, recoveryCodes } = await turnedOn()
    for (const path of [`${PAGE}/ending`, `${PAGE}/codes`]) {
      const refused = await browser.submit(PAGE, path, { current_password: 'wrong-password' })
      assert.equal(refused.status, 422)
    }
    const renewed = await browser.submit(PAGE, `${PAGE}/codes`, { current_password: PASSWORD })
    assert.match(await renewed.text(), /<code>[a-z2-7-]{19}<\/code>/)
    const late = await afterPassword(user.email)
    assert.equal((await enter(late.browser, recoveryCodes[2])).status, 422)

    const ended = await browser.submit(PAGE, `${PAGE}/ending`, { current_password: PASSWORD })
    assert.equal(ended.status, 303)
    assert.lengthOf(await db.from('recovery_codes'), 0)
    const { browser: next } = await afterPassword(user.email)
    assert.isTrue(await isIn(next))
    assert.isAbove(Number((await SignIn.query().count('* as total'))[0].$extras.total), 0)
  })

  test('is told by mail when it is turned on, renewed or turned off, to nobody else', async ({
    client,
    assert,
  }) => {
    const { user, browser } = await turnedOn()
    await browser.submit(PAGE, `${PAGE}/codes`, { current_password: 'wrong-password' })
    await browser.submit(PAGE, `${PAGE}/codes`, { current_password: PASSWORD })
    await browser.submit(PAGE, `${PAGE}/ending`, { current_password: PASSWORD })
    await browser.submit(PAGE, `${PAGE}/ending`, { current_password: PASSWORD })

    const owed = await Notification.query().where('type', 'second_step_changed').orderBy('id')
    assert.deepEqual(
      owed.map(({ userId, channel, data }) => [userId, channel, data.change]),
      ['on', 'renewed', 'off'].map((change) => [user.id, 'mail', change])
    )
    for (const { id } of owed) await new DeliverNotification().handle({ notificationId: id })
    const mails = await MailboxMessage.query().orderBy('id')
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      [
        'Your account now asks for a code after your password',
        'You have new recovery codes',
        'Your account does not ask for a code any more',
      ]
    )
    assert.isTrue(mails.every(({ recipients }) => recipients.includes(user.email)))
    const shown = await client.get('/admin/delivery?tab=sent').loginAs(user)
    shown.assertStatus(200)
    assert.notInclude(shown.text(), 'Sign-in with a code')
  })
})
