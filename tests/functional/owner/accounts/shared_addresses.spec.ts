import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ForgetExpired from '#actions/housekeeping/forget_expired'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { ownerProof } from '#config/mail'
import { openShop, UserFactory } from '#database/factories/business'
import Business from '#models/settings/business'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import User from '#models/accounts/user'
import { issuePasswordReset } from '#messages'
import { signUpsPerRecipient } from '#start/limiter'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { hashesOf } from '#tests/support/hashes'
import { withRateLimits } from '#tests/support/limits'
import { queriesOf } from '#tests/support/queries'

const EMAIL = 'zoe@example.com'
const OLD = 'a-long-password'

/** An account at that address, which somebody has proven or nobody has. */
async function openAccount(email: string, { isProven = false, password = OLD } = {}) {
  const shop = await openShop()
  const emailVerifiedAt = isProven ? DateTime.now() : null
  await shop.user.merge({ email, password, emailVerifiedAt }).save()
  return shop
}

/** One address for each thing that may stand behind it. */
async function addressesOfEachKind() {
  await openAccount('unproven@example.com')
  await openAccount('proven@example.com', { isProven: true })
  for (const isProven of [true, false, false, false]) {
    await openAccount('several@example.com', { isProven })
  }
  return ['none', 'unproven', 'proven', 'several'].map((kind) => `${kind}@example.com`)
}

let businesses = 0

function signUp(email: string, more: Record<string, string> = {}) {
  const browser = new BrowserSession()
  const form = {
    business_name: `Page ${String.fromCharCode(97 + businesses++).repeat(8)}`,
    full_name: 'Zoë Martin',
    email,
    password: 'three warm lanes',
    time_zone: 'Europe/Paris',
    currency: 'EUR',
    service_name: 'Tasting',
    duration_minutes: '45',
    price: '12,50',
    location_type: 'in_person',
    ...more,
  }
  return browser.submit('/sign-up', '/sign-up', form).then((answer) => ({ answer, browser }))
}

/** What it asks of the processor and of the database. */
async function workOf(work: () => Promise<unknown>) {
  let queries: string[] = []
  const hashes = await hashesOf(async () => void (queries = await queriesOf(work)))
  return { hashes, queries }
}

const deliver = ({ id: notificationId }: Notification) =>
  new DeliverNotification().handle({ notificationId })

const lastMail = () => MailboxMessage.query().orderBy('id', 'desc').firstOrFail()

test.group('An address that may have an account', (group) => {
  withEmptyTables(group)
  group.each.setup(() => {
    ownerProof.isAsked = true
    return () => void (ownerProof.isAsked = false)
  })

  test('signs up alike, with as much work, and is signed in', async ({ assert }) => {
    const addresses = await addressesOfEachKind()
    await signUp('warm-up@example.com')
    const seen: unknown[] = []
    for (const email of [...addresses, 'SEVERAL@example.com']) {
      let pages: unknown
      const work = await workOf(async () => {
        const { answer, browser } = await signUp(email)
        const page = await (await browser.get('/admin')).text()
        const isAskedToProve = page.includes('Confirm your address.')
        pages = [answer.status, answer.headers.get('location'), isAskedToProve]
      })
      seen.push({ ...work, pages })
    }
    assert.deepEqual(seen[0], {
      ...(seen[0] as object),
      hashes: 1,
      pages: [303, '/admin/setup', true],
    })
    for (const other of seen.slice(1)) assert.deepEqual(other, seen[0])
    assert.lengthOf(await Notification.query().where('type', 'address_proof'), 6)
  })

  test('is refused at sign-in alike, with as many hashes and queries', async ({ assert }) => {
    const addresses = await addressesOfEachKind()
    const browser = new BrowserSession()
    await browser.signIn('warm-up@example.com', 'wrong-password')
    const seen: unknown[] = []
    for (const email of addresses) {
      let page = ''
      const work = await workOf(async () => {
        const refused = await browser.signIn(email, 'wrong-password')
        page = `${refused.status} ${await refused.text()}`
      })
      assert.equal(work.hashes, 3)
      const bare = page.replaceAll(/nonce="[^"]*"|name='_csrf' value='[^']+'/g, '')
      seen.push({ ...work, page: bare.replaceAll(email, 'ADDRESS') })
    }
    for (const other of seen.slice(1)) assert.deepEqual(other, seen[0])
  })

  test('signs in to the account whose password it is, however many others there are', async ({
    assert,
  }) => {
    const first = await openAccount(EMAIL, { password: 'first password' })
    await signUp(EMAIL)
    await signUp(EMAIL.toUpperCase(), { password: 'latest password' })
    const latest = await User.query().orderBy('id', 'desc').firstOrFail()
    const opened = async (password: string) => {
      const browser = new BrowserSession()
      const answer = await browser.signIn(EMAIL, password)
      if (answer.status !== 303) return null
      const { user_id: id } = await db.from('sign_ins').orderBy('id', 'desc').first()
      return Number(id)
    }
    assert.equal(await opened('first password'), first.user.id)
    assert.equal(await opened('latest password'), latest.id)
    const own = await openAccount(EMAIL, { isProven: true, password: 'proven password' })
    assert.equal(await opened('proven password'), own.user.id)
    assert.equal(await opened('first password'), first.user.id)
    assert.equal(await opened('latest password'), latest.id)
    await first.user.merge({ password: 'proven password' }).save()
    assert.equal(await opened('proven password'), own.user.id, 'the proven one comes first')
    assert.isNull(await opened('another password'))
  })

  test('asks for a new password alike; it is for the proven account, or else the newest', async ({
    assert,
  }) => {
    const addresses = await addressesOfEachKind()
    const ask = (email: string) =>
      new BrowserSession().submit('/forgot-password', '/forgot-password', { email })
    await ask('warm-up@example.com')
    const seen: unknown[] = []
    for (const email of addresses) seen.push(await workOf(() => ask(email)))
    for (const other of seen.slice(1)) assert.deepEqual(other, seen[0])

    const owed = await Notification.query().where('type', 'password_reset').orderBy('id')
    const proven = await User.query().whereNotNull('emailVerifiedAt').orderBy('id')
    const [unproven] = await User.query().where('email', 'unproven@example.com')
    assert.deepEqual(
      owed.map(({ userId }) => userId),
      [unproven.id, ...proven.map(({ id }) => id)]
    )
    await openAccount('unproven@example.com')
    await ask('unproven@example.com')
    const newest = await User.query().orderBy('id', 'desc').firstOrFail()
    const latest = await Notification.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(latest.userId, newest.id)
    const list = await new BrowserSession()
    await list.signIn('unproven@example.com', OLD)
    const page = await (await list.get('/admin/delivery?tab=waiting')).text()
    assert.notInclude(page, 'Choose a new password', 'it tells nobody that one was asked for')
  })

  test('tells its recipient, and only them, that they have an account', async ({ assert }) => {
    await openAccount(EMAIL, { isProven: true })
    const { browser } = await signUp(EMAIL, { business_name: 'Your account is locked' })
    const owed = await Notification.findByOrFail('type', 'address_proof')
    assert.equal(await deliver(owed), 'sent')
    const mail = await lastMail()
    assert.equal(mail.subject, 'You already have an account')
    assert.match(mail.sender, /^Bellhop </)
    assert.include(mail.text ?? '', '/sign-in')
    assert.include(mail.text ?? '', '/forgot-password')
    assert.notMatch(`${mail.text}${mail.html}`, /account\/address|account is locked/)
    const list = await (await browser.get('/admin/delivery?tab=sent')).text()
    assert.notInclude(list, 'already have an account')
  })

  test('is proven for one account; another hears where to go', async ({ client, assert }) => {
    const [one, other] = [await openAccount(EMAIL), await openAccount(EMAIL)]
    const linkOf = ({ user }: typeof one) => `/account/address/${user.proofToken}`
    const links = [linkOf(one), linkOf(other)]
    const prove = (link: string) => new BrowserSession().post(link, {})
    await Promise.all([...links, ...links].map(prove))
    const proven = await User.query().where('email', EMAIL).whereNotNull('emailVerifiedAt')
    assert.lengthOf(proven, 1)

    const late = proven[0].id === one.user.id ? links[1] : links[0]
    const page = await client.get(late)
    page.assertTextIncludes('You have another account')
    page.assertTextIncludes('href="/forgot-password"')
    assert.notInclude(page.text(), 'Yes, it is mine')
    ;(await client.post(late)).assertTextIncludes('You have another account')
  })

  test('gets another password without being proven, where another account is', async ({
    assert,
  }) => {
    await openAccount(EMAIL, { isProven: true })
    const other = await openAccount(EMAIL)
    const link = `/reset-password/${await issuePasswordReset(other.user.id)}`
    const done = await new BrowserSession().submit(link, link, { password: 'another password' })
    assert.equal(done.status, 303)
    assert.isNull((await other.user.refresh()).emailVerifiedAt)
  })

  test('is one, however its domain is written', async ({ assert }) => {
    const { browser } = await signUp('jo@exämple.de')
    assert.equal((await browser.get('/admin')).status, 200)
    assert.equal((await User.firstOrFail()).email, 'jo@xn--exmple-cua.de')
    for (const email of ['jo@exämple.de', 'JO@XN--EXMPLE-CUA.DE']) {
      const signedIn = await new BrowserSession().signIn(email, 'three warm lanes')
      assert.equal(signedIn.status, 303)
    }
  })

  test('loses accounts in which nothing happened, once they can be of no use', async ({
    assert,
  }) => {
    const own = await openAccount(EMAIL, { isProven: true })
    const kept = { booked: await openAccount(EMAIL), fresh: await openAccount(EMAIL) }
    const lone = await openAccount('lone@example.com')
    const unused = await openAccount(EMAIL)
    await place(kept.booked, tenOClock())
    await User.query()
      .whereNot('id', kept.fresh.user.id)
      .update({ created_at: db.raw(`now() - interval '31 days'`) })

    await new ForgetExpired().handle()

    const left = await Business.query().orderBy('id')
    assert.deepEqual(
      left.map(({ id }) => id),
      [own, kept.booked, kept.fresh, lone].map(({ business }) => business.id)
    )
    assert.isNull(await User.find(unused.user.id))
    assert.lengthOf(await User.all(), 4)
  })

  test('has one proven account, whatever writes it', async ({ assert }) => {
    await openAccount(EMAIL, { isProven: true })
    const again = UserFactory.merge({ email: EMAIL.toUpperCase() }).create()
    await assert.rejects(() => again, /users_proven_email/)
  })
})

test.group('Where no mail leaves the machine', (group) => {
  withEmptyTables(group)

  test('the recipient of a proven address is told of another business all the same', async ({
    assert,
  }) => {
    await signUp(EMAIL)
    await signUp(EMAIL)
    assert.isEmpty(await Notification.all())
    await openAccount(EMAIL, { isProven: true })
    await signUp(EMAIL)
    assert.equal(await deliver(await Notification.firstOrFail()), 'sent')
    assert.equal((await lastMail()).subject, 'You already have an account')
  })
})

test.group('Signing up again and again with one address', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('waits, as it would where there is an account', async ({ assert }) => {
    await openAccount('proven@example.com', { isProven: true })
    for (const email of ['none@example.com', 'proven@example.com']) {
      for (let times = 1; times <= signUpsPerRecipient.most; times++) {
        assert.equal((await signUp(email)).answer.status, 303)
      }
      const { answer } = await signUp(email)
      assert.equal(answer.status, 429)
      assert.include(await answer.text(), 'Several pages were opened with this email today')
    }
  })
})
