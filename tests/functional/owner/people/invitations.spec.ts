import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop, UserFactory } from '#database/factories/business'
import Invitation from '#models/accounts/invitation'
import Membership from '#models/accounts/membership'
import User from '#models/accounts/user'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { invitationLink, invite } from '#tests/support/invitations'
import { withRateLimits } from '#tests/support/limits'
import { joinAs } from '#tests/support/requests'

const PASSWORD = 'three warm lanes'
const TOM = { their_name: 'Tom Okafor', email: 'tom@example.com', role: 'staff' }

const roleOf = async (userId: number, businessId: number) =>
  (await Membership.query().where({ userId, businessId }).first())?.role ?? null

test.group('An invitation', (group) => {
  withEmptyTables(group)

  test('goes out by mail, and a new account joins with it, once', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [, host] = shop.hosts
    const asked = await client
      .post('/admin/people/invitations')
      .form({ ...TOM, host: String(host.id) })
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    asked.assertStatus(303)
    const invitation = await Invitation.firstOrFail()
    const team = await client.get('/admin/people').loginAs(shop.user)
    team.assertTextIncludes('Open until')
    const person = await client.get(`/admin/people/${host.id}`).loginAs(shop.user)
    person.assertTextIncludes('Sent to tom@example.com on')
    for (const act of ['renewal', 'revocation']) {
      assert.include(person.text(), `/admin/people/invitations/${invitation.id}/${act}`)
    }
    const link = await invitationLink(invitation)
    const mail = await MailboxMessage.firstOrFail()
    assert.include(mail.recipients, 'tom@example.com')
    assert.equal(mail.subject, 'Anna Reed invites you to Swim School Pro')
    const stored = JSON.stringify(await db.from('invitation_tokens').select('*'))
    assert.notInclude(stored, link.split('/').at(-1)!)

    const tom = new BrowserSession()
    const page = await tom.get(link)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.equal(page.headers.get('referrer-policy'), 'same-origin')
    assert.include(await page.text(), 'Join the team of Swim School Pro')
    assert.lengthOf(await User.query().where('email', 'tom@example.com'), 0)
    const refused = await tom.submit(link, `${link}/account`, { full_name: '', password: 'short' })
    assert.equal(refused.status, 422)
    assert.include(await refused.text(), 'href="#password"')
    const typed = { full_name: 'Tom O.', password: PASSWORD }
    const joined = await tom.submit(link, `${link}/account`, typed)
    assert.equal(joined.status, 303, await joined.text())

    const user = await User.findByOrFail('email', 'tom@example.com')
    assert.isNotNull(user.emailVerifiedAt)
    assert.equal(await roleOf(user.id, shop.business.id), 'staff')
    assert.equal((await host.refresh()).userId, user.id)
    const home = await (await tom.get('/admin')).text()
    assert.include(home, 'You belong to the team of Swim School Pro now.')
    assert.equal((await new BrowserSession().signIn('tom@example.com', PASSWORD)).status, 303)

    const again = await new BrowserSession().get(link)
    assert.equal(again.status, 404)
    assert.include(await again.text(), 'This invitation does not work any more')
    const audit = await db.from('audit_entries').orderBy('id').select('action')
    assert.includeMembers(
      audit.map(({ action }) => action),
      ['invitation.sent', 'member.joined']
    )
  })

  test('is accepted with the account that the address has', async ({ assert }) => {
    const { business } = await openShop()
    const other = await openShop()
    const invitation = await invite(business, { email: other.user.email, role: 'admin' })
    const link = await invitationLink(invitation)
    const browser = new BrowserSession()
    const page = await (await browser.get(link)).text()
    assert.include(page, 'Sign in, and you come back here')
    assert.notInclude(page, `${link}/account`)
    const taken = await browser.submit('/sign-in', `${link}/account`, {
      full_name: 'Another',
      password: PASSWORD,
    })
    assert.equal(taken.status, 409)
    assert.lengthOf(await User.query().where('email', other.user.email), 1)

    const turnedAway = await browser.submit('/sign-in', link, {})
    assert.equal(turnedAway.headers.get('location'), `/sign-in?to=${encodeURIComponent(link)}`)
    await browser.signIn(other.user.email, 'a-long-password')
    const joined = await browser.submit(link, link, {})
    assert.equal(joined.status, 303)
    assert.equal(await roleOf(other.user.id, business.id), 'admin')
    assert.equal(await roleOf(other.user.id, other.business.id), 'owner')
  })

  test('may be accepted with an account at another address', async ({ assert }) => {
    const { business } = await openShop()
    const other = await openShop()
    const link = await invitationLink(await invite(business, { email: 'rosa@work.example' }))
    const browser = new BrowserSession()
    await browser.signIn(other.user.email, 'a-long-password')
    assert.include(await (await browser.get(link)).text(), `signed in with ${other.user.email}`)
    await browser.submit(link, link, {})
    assert.equal(await roleOf(other.user.id, business.id), 'staff')
    assert.lengthOf(await User.query().where('email', 'rosa@work.example'), 0)
  })

  test('proves the address of whoever signed up with it and never confirmed it', async ({
    assert,
  }) => {
    const { business } = await openShop()
    const user = await UserFactory.merge({ emailVerifiedAt: null }).create()
    const link = await invitationLink(await invite(business, { email: user.email }))
    const browser = new BrowserSession()
    await browser.signIn(user.email, 'a-long-password')
    await browser.submit(link, link, {})
    assert.isNotNull((await user.refresh()).emailVerifiedAt)
  })

  test('changes no role of whoever belongs to the team already', async ({ assert }) => {
    const shop = await openShop()
    const link = await invitationLink(await invite(shop.business, { role: 'viewer' }))
    const browser = new BrowserSession()
    await browser.signIn(shop.user.email, 'a-long-password')
    await browser.submit(link, link, {})
    assert.equal(await roleOf(shop.user.id, shop.business.id), 'owner')
  })

  test('sent again has another link, and the old one works no more', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const invitation = await invite(business)
    const first = await invitationLink(invitation)
    await db.from('invitations').update({ expires_at: db.raw(`now() - interval '1 minute'`) })
    assert.equal((await new BrowserSession().get(first)).status, 404)
    const team = await client.get('/admin/people').loginAs(user)
    team.assertTextIncludes('Expired')

    const renewed = await client
      .post(`/admin/people/invitations/${invitation.id}/renewal`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    renewed.assertStatus(303)
    const second = await invitationLink(invitation)
    assert.notEqual(second, first)
    assert.equal((await new BrowserSession().get(first)).status, 404)
    assert.equal((await new BrowserSession().get(second)).status, 200)
  })

  test('taken back opens nothing, and is not sent any more', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const sent = await invite(business)
    const link = await invitationLink(sent)
    const waiting = await invite(business, { email: 'rosa@example.com' })
    for (const { id } of [sent, waiting]) {
      const revoked = await client
        .post(`/admin/people/invitations/${id}/revocation`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
      revoked.assertStatus(303)
    }
    const browser = new BrowserSession()
    assert.equal((await browser.get(link)).status, 404)
    const typed = { full_name: 'Tom', password: PASSWORD }
    assert.equal((await browser.submit('/sign-in', `${link}/account`, typed)).status, 404)
    assert.lengthOf(await Membership.query().where('business_id', business.id), 1)
    await invitationLink(waiting)
    const owed = await Notification.findByOrFail('subjectId', waiting.id)
    assert.deepEqual([owed.status, owed.lastError], ['dropped', 'invitation_revoked'])
    const team = await client.get('/admin/people').loginAs(user)
    assert.notInclude(team.text(), 'rosa@example.com')
    await invite(business, { email: 'rosa@example.com' })
  })

  test('lets one in, of twenty uses at once', async ({ assert }) => {
    const { business } = await openShop()
    const link = await invitationLink(await invite(business))
    const uses = Array.from({ length: 20 }, async () => {
      const typed = { full_name: 'Tom', password: PASSWORD }
      return (await new BrowserSession().submit(link, `${link}/account`, typed)).status
    })
    const statuses = await Promise.all(uses)
    assert.lengthOf(
      statuses.filter((status) => status === 303),
      1
    )
    assert.lengthOf(await User.query().where('email', 'tom@example.com'), 1)
    assert.lengthOf(await Membership.query().where('business_id', business.id), 2)
  })
})

test.group('Inviting', (group) => {
  withGlobalTransaction(group)

  test('is refused at the field, with what was typed kept', async ({ client, assert }) => {
    const shop = await openShop()
    await invite(shop.business, { email: 'rosa@example.com' })
    for (const [form, sentence] of [
      [{ ...TOM, email: shop.user.email }, 'belongs to the team already'],
      [{ ...TOM, email: 'ROSA@example.com' }, 'has an invitation already'],
      [{ ...TOM, email: 'tom' }, 'it needs an @'],
      [{ ...TOM, their_name: ' ' }, 'Enter the name of whoever you invite'],
      [{ ...TOM, role: 'king' }, 'Choose one from the list'],
    ] as const) {
      const refused = await client
        .post('/admin/people/invitations')
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
      refused.assertStatus(422)
      refused.assertTextIncludes(sentence)
      refused.assertTextIncludes(`value="${form.email}"`)
    }
    assert.lengthOf(await Invitation.all(), 1)
  })

  test('of owners is for owners', async ({ client, assert }) => {
    const shop = await openShop()
    const admin = await joinAs('admin', shop.business)
    const send = (user: User) =>
      client
        .post('/admin/people/invitations')
        .form({ ...TOM, role: 'owner' })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
    const page = await client.get('/admin/people/invitations/new').loginAs(admin)
    assert.notInclude(page.text(), 'value="owner"')
    const refused = await send(admin)
    refused.assertStatus(422)
    refused.assertTextIncludes('Only owners can invite another owner')
    ;(await send(shop.user)).assertStatus(303)

    const { id } = await Invitation.firstOrFail()
    for (const noun of ['renewal', 'revocation']) {
      const tried = await client
        .post(`/admin/people/invitations/${id}/${noun}`)
        .loginAs(admin)
        .withCsrfToken()
      tried.assertStatus(403)
    }
  })

  test('never gives somebody whose time another signs in for, or another business’s', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const stranger = await openShop({ hosts: 2 })
    for (const [index, host] of [shop.hosts[0], stranger.hosts[1]].entries()) {
      await client
        .post('/admin/people/invitations')
        .form({ ...TOM, email: `tom${index}@example.com`, host: String(host.id) })
        .loginAs(shop.user)
        .withCsrfToken()
    }
    const invited = await Invitation.all()
    assert.deepEqual(
      invited.map(({ hostId }) => hostId),
      [null, null]
    )
  })
})

test.group('Many invitations', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('to one address wait', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const { id } = await invite(business)
    const renew = () =>
      client.post(`/admin/people/invitations/${id}/renewal`).loginAs(user).withCsrfToken()
    for (let time = 1; time <= 4; time++) await renew()
    const refused = await renew()
    refused.assertTextIncludes('You sent very many invitations today')
    assert.equal((await Invitation.findOrFail(id)).sendings, 5)
  })
})
