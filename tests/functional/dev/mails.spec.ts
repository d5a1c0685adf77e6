import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { previews } from '#messages'
import type User from '#models/accounts/user'
import { MailboxTransport } from '#services/mailbox_transport'
import { withGlobalTransaction } from '#tests/support/database'
import { readCalendarFile } from '#tests/support/calendar_file'
import { sampleMail } from '#tests/support/sample_mail'

/** As seen through a proxy, which is how anyone but the person at this machine comes. */
const FROM_AFAR = { 'x-forwarded-for': '203.0.113.7' }

async function keepMail(businessId = 1, name?: string) {
  const message = await sampleMail(name)
  message.headers = { ...message.headers, 'X-Bellhop-Business': String(businessId) }
  const { original } = await new MailboxTransport().send(message)
  return original.id
}

test.group('The mailbox at this machine', (group) => {
  withGlobalTransaction(group)

  test('lists what was kept, the newest first', async ({ client, assert }) => {
    await keepMail(1, 'booking-confirmed')
    await keepMail(1, 'request-declined')
    const response = await client.get('/dev/mails')
    response.assertStatus(200)
    const page = response.text()
    assert.isBelow(page.indexOf('Not available: Private'), page.indexOf('Confirmed: Private'))
    assert.equal(response.header('cache-control'), 'no-store')
    assert.equal(response.header('x-robots-tag'), 'noindex')
  })

  test('says so when it is empty', async ({ client }) => {
    const response = await client.get('/dev/mails')
    response.assertTextIncludes('No mail yet')
  })

  test('shows a mail with its text, headers and attachments', async ({ client }) => {
    const id = await keepMail()
    const response = await client.get(`/dev/mails/${id}`)
    response.assertStatus(200)
    response.assertTextIncludes('Asha Patel &lt;asha@client.example&gt;')
    response.assertTextIncludes('Auto-Submitted')
    response.assertTextIncludes('invite.ics')
    response.assertTextIncludes(`src="/dev/mails/${id}/html" sandbox="allow-popups`)
  })

  test('gives the HTML by itself, where it can do nothing', async ({ client, assert }) => {
    const id = await keepMail()
    const response = await client.get(`/dev/mails/${id}/html`)
    const policy = response.header('content-security-policy') ?? ''
    assert.include(policy, `default-src 'none'`)
    assert.include(policy, 'sandbox allow-popups')
    assert.include(policy, `frame-ancestors 'self'`)
    assert.equal(response.header('x-frame-options'), 'SAMEORIGIN')
    response.assertTextIncludes('K7MQ-2F9P')
  })

  test('hands out the calendar file as it was sent', async ({ client, assert }) => {
    const id = await keepMail()
    const response = await client.get(`/dev/mails/${id}/attachments/0`)
    response.assertStatus(200)
    assert.equal(response.header('content-disposition'), 'attachment; filename="invite.ics"')
    assert.isNotEmpty(readCalendarFile(response.text()))
  })

  for (const address of [
    '/dev/mails/999999999',
    '/dev/mails/0',
    '/dev/mails/x',
    '/dev/mails/99999999999999999999',
    '/dev/mails/previews/nothing',
  ]) {
    test(`answers 404 in words at ${address}`, async ({ client }) => {
      const response = await client.get(address)
      response.assertStatus(404)
    })
  }

  test('has no ninth attachment', async ({ client }) => {
    const id = await keepMail()
    const response = await client.get(`/dev/mails/${id}/attachments/8`)
    response.assertStatus(404)
  })

  test('shows every preview', async ({ client }) => {
    const list = await client.get('/dev/mails/previews')
    for (const { name, title } of previews) {
      list.assertTextIncludes(title)
      const response = await client.get(`/dev/mails/previews/${name}`)
      response.assertStatus(200)
    }
  })
})

test.group('The mailbox from elsewhere', (group) => {
  withGlobalTransaction(group)

  for (const [name, headers] of [
    ['through a proxy', FROM_AFAR],
    ['by another name for this machine', { host: 'rebound.localhost' }],
  ] as const) {
    test(`does not exist ${name}`, async ({ client }) => {
      const id = await keepMail()
      for (const address of ['/dev/mails', `/dev/mails/${id}`, `/dev/mails/${id}/html`]) {
        const response = await client.get(address).headers(headers)
        response.assertStatus(404)
      }
    })
  }

  test('shows an owner the mail of their own business only', async ({ client, assert }) => {
    const own = await openShop()
    const other = await openShop()
    const ownId = await keepMail(own.business.id, 'booking-confirmed')
    const otherId = await keepMail(other.business.id, 'request-declined')
    const ask = (address: string, user: User) =>
      client.get(address).headers(FROM_AFAR).withGuard('web').loginAs(user)

    const list = await ask('/dev/mails', own.user)
    list.assertStatus(200)
    list.assertTextIncludes('Confirmed: Private lesson')
    assert.notInclude(list.text(), 'Not available')

    const seen = await ask(`/dev/mails/${ownId}`, own.user)
    seen.assertStatus(200)
    for (const part of ['', '/html', '/attachments/0']) {
      const hidden = await ask(`/dev/mails/${otherId}${part}`, own.user)
      hidden.assertStatus(404)
    }
  })

  for (const name of ['forgotten-password', 'address-with-an-account', 'invitation-to-a-team']) {
    test(`shows no owner what proves an address: ${name}`, async ({ client, assert }) => {
      const { user, business } = await openShop()
      const id = await keepMail(business.id, name)
      for (const address of ['/dev/mails', `/dev/mails/${id}`, `/dev/mails/${id}/html`]) {
        const answer = await client.get(address).headers(FROM_AFAR).withGuard('web').loginAs(user)
        assert.equal(answer.status(), address === '/dev/mails' ? 200 : 404)
        assert.notInclude(answer.text(), `/dev/mails/${id}"`)
      }
    })
  }

  for (const role of ['admin', 'staff', 'viewer'] as const) {
    test(`does not exist for a member who is ${role}`, async ({ client }) => {
      const { user } = await openShop({ role })
      const response = await client
        .get('/dev/mails')
        .headers(FROM_AFAR)
        .withGuard('web')
        .loginAs(user)
      response.assertStatus(404)
    })
  }
})
