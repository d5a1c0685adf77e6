import { test } from '@japa/runner'
import { SendgridTransport } from '#services/sendgrid_transport'
import { calendarValue } from '#tests/support/calendar_file'
import { failureOf, sampleMail } from '#tests/support/sample_mail'
import { openSendgrid } from '#tests/support/sendgrid_server'

const API_KEY = 'SG.a-key-for-tests'

test.group('SendGrid', () => {
  test('gets the whole mail and names it', async ({ assert, cleanup }) => {
    const { baseUrl, requests } = await openSendgrid(cleanup)
    const message = await sampleMail()
    message.inReplyTo = '<first@localhost>'
    message.references = ['<first@localhost>']
    const transport = new SendgridTransport({ apiKey: API_KEY, timeoutMs: 2_000, baseUrl })
    const response = await transport.send(message)

    const [{ url, authorization, body }] = requests
    assert.equal(response.messageId, 'sendgrid-id-1')
    assert.equal(url, 'POST /v3/mail/send')
    assert.equal(authorization, `Bearer ${API_KEY}`)
    assert.deepEqual(body.personalizations[0].to, [
      { email: 'asha@client.example', name: 'Asha Patel' },
    ])
    assert.deepEqual(body.from, {
      email: 'bookings@localhost',
      name: 'Swim School Pro via Bellhop',
    })
    assert.deepEqual(body.reply_to, {
      email: 'hello@swimschoolpro.example',
      name: 'Swim School Pro',
    })
    assert.equal(body.subject, message.subject)
    assert.deepEqual(
      body.content.map(({ type }) => type),
      ['text/plain', 'text/html', 'text/calendar; method=REQUEST']
    )
    assert.deepInclude(body.headers, {
      'Message-ID': '<preview@localhost>',
      'In-Reply-To': '<first@localhost>',
      'References': '<first@localhost>',
      'Auto-Submitted': 'auto-generated',
    })

    const [text, html, calendar] = body.content
    const [file] = body.attachments
    assert.equal(text.value, message.text)
    assert.equal(html.value, message.html)
    assert.equal(file.filename, 'invite.ics')
    assert.equal(file.disposition, 'attachment')
    assert.equal(Buffer.from(file.content, 'base64').toString(), calendar.value)
  })

  test('gets a calendar file for each of several dates', async ({ assert, cleanup }) => {
    const { baseUrl, requests } = await openSendgrid(cleanup)
    const message = await sampleMail('booking-confirmed-several-dates')
    await new SendgridTransport({ apiKey: API_KEY, timeoutMs: 2_000, baseUrl }).send(message)
    const { attachments } = requests[0].body
    assert.deepEqual(
      attachments.map(({ filename }) => filename),
      ['invite.ics', 'invite-2.ics', 'invite-3.ics']
    )
    const last = Buffer.from(attachments[2].content, 'base64').toString()
    assert.equal(calendarValue(last, 'UID'), 'sample-date-2@localhost')
    assert.equal(calendarValue(last, 'DTSTART'), '20260129T093000Z')
  })

  test('is told to leave our links alone', async ({ assert, cleanup }) => {
    const { baseUrl, requests } = await openSendgrid(cleanup)
    await new SendgridTransport({ apiKey: API_KEY, timeoutMs: 2_000, baseUrl }).send(
      await sampleMail()
    )
    const { click_tracking: clicks, open_tracking: opens } = requests[0].body.tracking_settings
    assert.isFalse(clicks.enable)
    assert.isFalse(opens.enable)
  })

  for (const [status, isPermanent] of [
    [400, true],
    [413, true],
    [401, false],
    [403, false],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ] as const) {
    test(`answering ${status} is ${isPermanent ? 'final' : 'worth another try'}`, async ({
      assert,
      cleanup,
    }) => {
      const { baseUrl } = await openSendgrid(cleanup, status)
      const transport = new SendgridTransport({ apiKey: API_KEY, timeoutMs: 2_000, baseUrl })
      const failure = await failureOf(transport.send(await sampleMail()))
      assert.equal(failure.message, `SendGrid ${status}`)
      assert.equal(failure.isPermanent, isPermanent)
    })
  }

  test('that never answers is given up in time', async ({ assert, cleanup }) => {
    const { baseUrl } = await openSendgrid(cleanup, null)
    const transport = new SendgridTransport({ apiKey: API_KEY, timeoutMs: 100, baseUrl })
    const failure = await failureOf(transport.send(await sampleMail()))
    assert.match(failure.message, /ECONNABORTED|ETIMEDOUT/)
    assert.isFalse(failure.isPermanent)
  })

  test('never gets a header of someone else’s making', async ({ assert, cleanup }) => {
    const { baseUrl, requests } = await openSendgrid(cleanup)
    const transport = new SendgridTransport({ apiKey: API_KEY, timeoutMs: 2_000, baseUrl })
    const message = { ...(await sampleMail()), subject: 'Hello\nBcc: all@victims.example' }
    const failure = await failureOf(transport.send(message))
    assert.isTrue(failure.isPermanent)
    assert.isEmpty(requests)
  })
})
