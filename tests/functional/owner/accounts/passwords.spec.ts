import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { issuePasswordReset } from '#messages'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'

const OLD = 'a-long-password'
const NEW = 'three warm lanes'

async function signedIn(email: string, password = OLD) {
  const browser = new BrowserSession()
  await browser.signIn(email, password)
  return browser
}

const statusOf = async (browser: BrowserSession) => (await browser.get('/admin')).status

test.group('A forgotten password', (group) => {
  withEmptyTables(group)

  test('is replaced by way of a mail, and everybody else is signed out', async ({ assert }) => {
    const { user } = await openShop()
    const other = await signedIn(user.email)
    const owner = new BrowserSession()
    const asked = await owner.submit('/forgot-password', '/forgot-password', {
      email: user.email.toUpperCase(),
    })
    assert.include(await asked.text(), 'Check your mail')
    const owed = await Notification.findByOrFail('type', 'password_reset')
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')

    const [mail] = await MailboxMessage.all()
    assert.include(mail.recipients, user.email)
    const [, link, token] = /(\/reset-password\/([\w-]{22,}))/.exec(mail.text ?? '') ?? []
    const stored = JSON.stringify(await db.from('password_resets')) + JSON.stringify(owed.data)
    assert.notInclude(stored, token)

    const refused = await owner.submit(link, link, { password: 'Password' })
    assert.equal(refused.status, 422)
    assert.include(await refused.text(), 'Many people use this password')
    const done = await owner.submit(link, link, { password: NEW })
    assert.equal(done.status, 303, await done.text())
    assert.equal(done.headers.get('location'), '/admin')
    assert.equal(await statusOf(owner), 200)
    assert.equal(await statusOf(other), 302)
    assert.equal((await new BrowserSession().signIn(user.email, OLD)).status, 422)
    assert.equal((await new BrowserSession().signIn(user.email, NEW)).status, 303)

    const again = await new BrowserSession().get(link)
    assert.equal(again.status, 404)
    assert.include(await again.text(), 'This link does not work any more')
    assert.equal(again.headers.get('cache-control'), 'no-store')
    assert.equal(again.headers.get('referrer-policy'), 'same-origin')
  })

  test('is mailed about once, however often it is pressed in one moment', async ({ assert }) => {
    const { user } = await openShop()
    const owner = new BrowserSession()
    for (let press = 1; press <= 2; press++) {
      const asked = await owner.submit('/forgot-password', '/forgot-password', {
        email: user.email,
      })
      assert.include(await asked.text(), 'Check your mail')
    }
    assert.lengthOf(await Notification.query().where('type', 'password_reset'), 1)
  })

  test('says the same to an address without an account, and sends nothing', async ({ assert }) => {
    const { user } = await openShop()
    const answerTo = async (email: string) => {
      const asked = await new BrowserSession().submit('/forgot-password', '/forgot-password', {
        email,
      })
      const page = (await asked.text()).replaceAll(email, 'ADDRESS')
      return [asked.status, page.replaceAll(/nonce="[^"]*"/g, '')]
    }
    assert.deepEqual(await answerTo('nobody@example.com'), await answerTo(user.email))
    assert.lengthOf(await Notification.query().where('type', 'password_reset'), 1)
  })

  test('opens nothing once the password was changed by other means', async ({ assert }) => {
    const { user } = await openShop()
    const token = await issuePasswordReset(user.id)
    const owner = await signedIn(user.email)
    assert.equal((await new BrowserSession().get(`/reset-password/${token}`)).status, 200)
    const changed = { current_password: OLD, password: NEW }
    const done = await owner.submit('/admin/account', '/admin/account/password', changed)
    assert.equal(done.status, 303)
    assert.equal((await new BrowserSession().get(`/reset-password/${token}`)).status, 404)
  })

  test('is replaced once, of twenty uses of a link at once', async ({ assert }) => {
    const { user } = await openShop()
    const [token, second] = [await issuePasswordReset(user.id), await issuePasswordReset(user.id)]
    const link = `/reset-password/${token}`
    const use = async (_: unknown, index: number) => {
      const browser = new BrowserSession()
      const used = await browser.submit('/sign-in', link, { password: `${NEW} ${index}` })
      return used.status
    }
    const answers = await Promise.all(Array.from({ length: 20 }, use))
    assert.lengthOf(
      answers.filter((status) => status === 303),
      1
    )
    assert.lengthOf(
      answers.filter((status) => status === 303 || status === 409),
      20
    )
    assert.equal((await new BrowserSession().get(`/reset-password/${second}`)).status, 404)
  })

  test('keeps its link for an hour', async ({ assert }) => {
    const { user } = await openShop()
    const link = `/reset-password/${await issuePasswordReset(user.id)}`
    assert.equal((await new BrowserSession().get(link)).status, 200)
    await db.from('password_resets').update({ expires_at: db.raw('now()') })
    assert.equal((await new BrowserSession().get(link)).status, 404)
    const late = await new BrowserSession().submit('/sign-in', link, { password: NEW })
    assert.notEqual(late.status, 303)
  })
})

test.group('A change of password', (group) => {
  withEmptyTables(group)

  const change = (browser: BrowserSession, current: string, password: string) =>
    browser.submit('/admin/account', '/admin/account/password', {
      current_password: current,
      password,
    })

  test('signs out everywhere else', async ({ assert }) => {
    const { user } = await openShop()
    const [owner, other] = [await signedIn(user.email), await signedIn(user.email)]
    assert.equal((await change(owner, OLD, NEW)).status, 303)
    assert.equal(await statusOf(owner), 200)
    assert.equal(await statusOf(other), 302)
    assert.equal(await statusOf(await signedIn(user.email, NEW)), 200)
  })

  test('is told by mail, with what to do if it was somebody else, and to nobody else', async ({
    client,
    assert,
  }) => {
    const { user } = await openShop()
    const owner = await signedIn(user.email)
    await change(owner, 'wrong-password', NEW)
    await change(owner, OLD, NEW)
    const link = `/reset-password/${await issuePasswordReset(user.id)}`
    await owner.submit(link, link, { password: 'Password' })
    await owner.submit(link, link, { password: OLD })

    const owed = await Notification.query().where('type', 'password_changed').orderBy('id')
    assert.deepEqual(
      owed.map(({ userId, channel, data }) => [userId, channel, data.passwordBy]),
      [
        [user.id, 'mail', 'form'],
        [user.id, 'mail', 'link'],
      ]
    )
    for (const { id } of owed) await new DeliverNotification().handle({ notificationId: id })
    const mails = await MailboxMessage.query().orderBy('id')
    assert.isTrue(mails.every(({ recipients }) => recipients.includes(user.email)))
    assert.isTrue(mails.every(({ subject }) => subject === 'Your password was changed'))
    assert.isTrue(mails.every(({ text }) => text?.includes('/forgot-password')))
    assert.include(mails[0].text, 'typed your old password')
    assert.include(mails[1].text, 'change the password of your mailbox first')
    const shown = await client.get('/admin/delivery?tab=sent').loginAs(user)
    shown.assertStatus(200)
    assert.notInclude(shown.text(), 'Password changed')
  })

  test('leaves nothing to a copy of the cookies that it was changed with', async ({ assert }) => {
    const { user } = await openShop()
    const owner = await signedIn(user.email)
    const thief = owner.copy()
    assert.equal((await change(owner, OLD, NEW)).status, 303)
    assert.equal(await statusOf(owner), 200)
    assert.equal(await statusOf(thief), 302)
  })

  test('asks for the current one, and for one that is not easily guessed', async ({ assert }) => {
    const { user } = await openShop()
    const owner = await signedIn(user.email)
    for (const [current, password, sentence] of [
      ['wrong-password', NEW, 'This is not your current password'],
      [OLD, 'password', 'Many people use this password'],
      [OLD, '12345678', 'Many people use this password'],
      [OLD, 'seven77', 'at least 8 characters'],
    ]) {
      const refused = await change(owner, current, password)
      assert.equal(refused.status, 422)
      assert.include(await refused.text(), sentence)
    }
    assert.equal(await statusOf(await signedIn(user.email)), 200)
  })
})
