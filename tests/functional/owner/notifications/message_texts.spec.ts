import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { openShop } from '#database/factories/business'
import DeliverNotification from '#actions/notifications/deliver_notification'
import MailboxMessage from '#models/notifications/mailbox_message'
import MessageText from '#models/notifications/message_text'
import Notification from '#models/notifications/notification'
import { messageTests } from '#config/limits'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import { writeText } from '#tests/support/message_texts'
import { joinAs, place, type Shop } from '#tests/support/requests'

const PAGE = '/admin/settings/messages/booking_confirmed/en'
const WORDS = { subject: 'See you, {client}', opening: 'Hello **{client}**!', closing: '' }

const send = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().withVersion(PAGE).redirects(0)

const storedOf = ({ business }: Shop) =>
  MessageText.query().where({ businessId: business.id }).orderBy('id')

test.group('Messages in the business’s own words', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are listed with when they go out, and in which languages they are its own', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await writeText(shop.business)
    await writeText(shop.business, { language: 'de', type: 'booking_reminder' })
    const page = await client.get('/admin/settings/messages').loginAs(shop.user)
    page.assertStatus(200)
    page.assertTextIncludes('Your words: German and English')
    page.assertTextIncludes('Goes out as soon as a booking stands')
    assert.lengthOf(page.text().match(/>Our words</g) ?? [], 20)
  })

  test('are saved, shown, and begun anew in each language', async ({ client, assert }) => {
    const shop = await openShop()
    const opened = await client.get(PAGE).loginAs(shop.user)
    opened.assertTextIncludes('Clients who read German, Spanish, French, or Arabic get our words')
    opened.assertTextIncludes('<code data-plain>{client}</code>')
    ;(await send(client, shop, PAGE, WORDS)).assertHeader('location', PAGE)
    const [text] = await storedOf(shop)
    assert.deepEqual(text.parts, { ...WORDS, closing: null })
    const again = await client.get(PAGE).loginAs(shop.user)
    again.assertTextIncludes('value="See you, {client}"')
    again.assertTextIncludes('your words')
    const german = await client.get(PAGE.replace('/en', '/de')).loginAs(shop.user)
    assert.notInclude(german.text(), 'value="See you, {client}"')
    await send(client, shop, PAGE, WORDS)
    assert.lengthOf(await storedOf(shop), 1)
  })

  test('go back to ours, and come back from the history', async ({ client, assert }) => {
    const shop = await openShop()
    await send(client, shop, PAGE, WORDS)
    ;(await send(client, shop, `${PAGE}/reset`, {})).assertHeader('location', PAGE)
    assert.isFalse((await storedOf(shop))[0].isOwn)
    const history = (await client.get('/admin/history').loginAs(shop.user)).text()
    assert.include(history, 'Confirmation, English')
    const [undo] = /\/admin\/settings\/messages\/\d+\?before=\d+/.exec(history) ?? ['']
    const form = await client.get(undo).loginAs(shop.user)
    form.assertStatus(200)
    form.assertTextIncludes('As it was before this change')
    form.assertTextIncludes('value="See you, {client}"')
    const back = await send(client, shop, PAGE, WORDS)
    back.assertStatus(303)
    assert.isTrue((await storedOf(shop))[0].isOwn)
  })

  for (const [field, typed, sentence] of [
    ['subject', 'Hi {name}', 'There is no {name}. Use these: {client}'],
    ['opening', 'Hi {client', '“{client” is no variable: write one as {client}'],
    ['opening', 'Hi {{client}}', '“{{client}}” is no variable'],
    ['closing', '{#if client}x{/if}', 'There is no {#if client}, {/if}'],
    ['subject', 'Hi\nBcc: a@b.example', 'Write it in one line'],
    ['subject', 'x'.repeat(201), 'It is longer than 200 characters'],
    ['opening', 'x'.repeat(100_000), 'It is longer than 3000 characters'],
    ['closing', '[it](https://a.example/{client})', 'Take the variable out of this link'],
    ['closing', 'https://a.example/?for={client}', 'Take the variable out of this link'],
  ] as const) {
    test(`are refused by name, and stay: ${field} ${typed.slice(0, 32)}`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop()
      for (const path of [PAGE, `${PAGE}/test`]) {
        const refused = await send(client, shop, path, { ...WORDS, [field]: typed })
        refused.assertStatus(422)
        const decoded = refused.text().replaceAll('&quot;', '"').replaceAll('&#x2F;', '/')
        assert.include(decoded, sentence)
        assert.include(decoded, typed)
      }
      const preview = await send(client, shop, `${PAGE}/preview`, { ...WORDS, [field]: typed })
      preview.assertStatus(422)
      assert.isEmpty(await storedOf(shop))
      assert.isEmpty(await Notification.query().where('type', 'message_test'))
    })
  }

  test('take script for text, and lose what nobody can see', async ({ client, assert }) => {
    const shop = await openShop()
    const opening = '<script>alert(1)</script>\u0000\u0008 {client}'
    await send(client, shop, PAGE, { subject: '', opening, closing: '' })
    const preview = await client.get(`${PAGE}/preview`).loginAs(shop.user)
    assert.notInclude(preview.text(), '<script')
    assert.include(preview.text(), '&lt;script&gt;alert(1)&lt;/script&gt; Asha Patel')
  })

  test('are not there for what is no message, no language, or not theirs to word', async ({
    client,
  }) => {
    const { user } = await openShop()
    for (const path of ['booking_confirmed/xx', 'portal_link/en', 'message_written/en', 'x/en']) {
      ;(await client.get(`/admin/settings/messages/${path}`).loginAs(user)).assertStatus(404)
    }
    ;(await client.get('/admin/settings/messages/1').loginAs(user)).assertStatus(404)
  })

  test('are shown with a sample or a real booking, light, dark and as text', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Ines Duarte' })
    const see = (form: Record<string, string>) =>
      send(client, shop, `${PAGE}/preview`, { ...WORDS, ...form })
    const light = await see({ look: 'light' })
    light.assertStatus(200)
    assert.include(light.text(), 'See you, Asha Patel')
    assert.include(light.text(), '@media not all')
    assert.match(light.header('content-security-policy') ?? '', /default-src 'none'.*sandbox/)
    assert.equal(light.header('x-frame-options'), 'SAMEORIGIN')
    assert.include((await see({ look: 'dark' })).text(), '@media all')
    const real = (await see({ look: 'text', booking: String(booking.id) })).text()
    assert.include(real, 'Hello Ines Duarte!')
    assert.include(real, booking.reference)
    assert.notMatch(real, /\/manage\//)
    assert.notMatch((await see({ booking: String(booking.id) })).text(), /\/manage\//)
    assert.equal((await booking.refresh()).status, 'approved')
  })

  test('are shown with no booking of another business', async ({ client, assert }) => {
    const shop = await openShop()
    const theirs = await place(await openShop(), { name: 'Quokka Duarte' })
    for (const what of ['preview', 'test']) {
      const refused = await send(client, shop, `${PAGE}/${what}`, {
        ...{ ...WORDS, booking: String(theirs.id) },
      })
      refused.assertStatus(404)
      assert.notInclude(refused.text(), 'Quokka')
    }
  })

  test('are tried out on oneself, as typed and marked as a test', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Ines Duarte' })
    const sent = await send(client, shop, `${PAGE}/test`, {
      ...{ ...WORDS, booking: String(booking.id) },
    })
    sent.assertStatus(200)
    sent.assertTextIncludes(`A test is on its way to ${shop.user.email}`)
    sent.assertTextIncludes('value="See you, {client}"')
    assert.isEmpty(await storedOf(shop))
    const owed = await Notification.findByOrFail({ type: 'message_test' })
    assert.equal(owed.userId, shop.user.id)
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')
    const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    assert.include(mail.recipients, shop.user.email)
    assert.notInclude(mail.recipients, String(booking.clientEmail))
    assert.equal(mail.subject, 'Test: See you, Ines Duarte')
    assert.include(mail.text ?? '', 'Hello Ines Duarte!')
    assert.notMatch(`${mail.text}${mail.html}`, /\/manage\/|\/preferences\//)
    assert.isEmpty(mail.attachments)
  })

  test('are tried out so often and no more', async ({ client, assert }) => {
    const shop = await openShop()
    const tryOut = () => send(client, shop, `${PAGE}/test`, WORDS)
    for (let sent = 0; sent < messageTests.most; sent++) (await tryOut()).assertStatus(200)
    const refused = await tryOut()
    refused.assertStatus(429)
    refused.assertTextIncludes('Tests were sent many times')
    refused.assertTextIncludes('value="See you, {client}"')
    const owed = await Notification.query().where('type', 'message_test')
    assert.lengthOf(owed, messageTests.most)
  })

  test('can be read by all of the team, and written by those in charge', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const viewer = await joinAs('viewer', shop.business)
    const page = await client.get(PAGE).loginAs(viewer)
    page.assertStatus(200)
    page.assertTextIncludes('Only owners and admins can change this')
    assert.notInclude(page.text(), 'Save the text')
    assert.notInclude(page.text(), 'name="booking"')
  })
})
