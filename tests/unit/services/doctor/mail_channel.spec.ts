import { createServer } from 'node:net'
import { test } from '@japa/runner'
import { checkMail, checkReturned, type MailSettings } from '#services/doctor/mail_channel'
import { openImapServer } from '#tests/support/imap_server'
import { listenOnLoopback, serve } from '#tests/support/loopback'
import { openSmtpSink } from '#tests/support/smtp_sink'

function settings(given: Partial<MailSettings>): MailSettings {
  return {
    ...{ channel: 'mailbox', smtpUrl: undefined, sendgridKey: undefined, hasEventKey: false },
    ...{ isPublic: true, timeoutMs: 500, ...given },
  }
}

const smtp = (url: string, user?: string) => {
  const smtpUrl = new URL(url)
  if (user) Object.assign(smtpUrl, { username: user, password: 'secret-of-the-server' })
  return checkMail(settings({ channel: 'smtp', smtpUrl: smtpUrl.href }))
}

test.group('A mail server that is tried out', () => {
  test('is signed in to, and gets no mail', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup, { withAuth: true })
    const finding = await smtp(sink.url, 'bellhop')
    assert.deepInclude({ ...finding }, { found: 'smtp_ready', state: 'good' })
    assert.notInclude(JSON.stringify(finding), 'secret-of-the-server')
    assert.include(sink.commands, Buffer.from('bellhop').toString('base64'))
    assert.isFalse(sink.commands.some((line) => /^(MAIL|RCPT|DATA)/i.test(line)))
    assert.isEmpty(sink.messages)
  })

  test('without a user is used as it is', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    assert.equal((await smtp(sink.url)).found, 'smtp_open')
  })

  test('elsewhere that does not encrypt is told of', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const finding = await smtp(sink.url.replace('127.0.0.1', '0.0.0.0'))
    assert.deepInclude({ ...finding }, { found: 'smtp_plain', state: 'note' })
  })

  test('that encrypts nothing gets no password from afar', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup, { withAuth: true })
    const finding = await smtp(sink.url.replace('127.0.0.1', '0.0.0.0'), 'bellhop')
    assert.deepInclude({ ...finding }, { found: 'smtp_encryption', state: 'bad' })
  })

  test('that speaks no TLS where it has to is told of', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const finding = await smtp(sink.url.replace('smtp:', 'smtps:'))
    assert.deepInclude({ ...finding }, { found: 'smtp_encryption', state: 'bad' })
  })

  test('that refuses the sign-in is told of', async ({ assert, cleanup }) => {
    const answers = { AUTH: '535 5.7.8 Wrong' }
    const sink = await openSmtpSink(cleanup, { withAuth: true, answers })
    const finding = await smtp(sink.url, 'bellhop')
    assert.deepInclude({ ...finding }, { found: 'smtp_sign_in', state: 'bad' })
  })

  test('that asks for no sign-in where there is one is told of', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const finding = await smtp(sink.url, 'bellhop')
    assert.deepInclude({ ...finding }, { found: 'smtp_sign_in_not_asked', state: 'bad' })
  })

  test('that turns us away is told of', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup, { answers: { greeting: '554 Not you' } })
    const finding = await smtp(sink.url)
    assert.deepInclude({ ...finding }, { found: 'smtp_refused', state: 'bad' })
  })

  test('that says nothing, or is not there, is away', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup, { answers: { greeting: null } })
    assert.equal((await smtp(sink.url)).found, 'smtp_away')
    const server = createServer()
    const port = await listenOnLoopback(server)
    await new Promise((resolve) => server.close(resolve))
    const gone = await smtp(`smtp://127.0.0.1:${port}`)
    assert.deepInclude({ ...gone }, { found: 'smtp_away', state: 'bad' })
  })
})

test.group('SendGrid that is tried out', () => {
  test('with {status} and {body} is {found}')
    .with([
      { status: 200, body: { scopes: ['mail.send', 'stats.read'] }, found: 'sendgrid_ready' },
      { status: 200, body: { scopes: ['stats.read'] }, found: 'sendgrid_scope' },
      { status: 200, body: {}, found: 'sendgrid_scope' },
      { status: 401, body: { errors: [] }, found: 'sendgrid_key' },
      { status: 403, body: { errors: [] }, found: 'sendgrid_key' },
      { status: 500, body: {}, found: 'sendgrid_away' },
      { status: null, body: {}, found: 'sendgrid_away' },
    ])
    .run(async ({ assert, cleanup }, { status, body, found }) => {
      const asked: (string | undefined)[] = []
      const sendgridUrl = await serve(cleanup, ({ method, url, headers }, response) => {
        asked.push(`${method} ${url}`, headers.authorization)
        if (status === null) return
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(body))
      })
      const sendgridKey = 'SG.a-key-for-tests'
      const given = { channel: 'sendgrid', sendgridKey, sendgridUrl } as const
      const finding = await checkMail(settings(given))
      assert.equal(finding.found, found)
      assert.equal(finding.state, found === 'sendgrid_ready' ? 'good' : 'bad')
      assert.deepEqual(asked, ['GET /v3/scopes', `Bearer ${sendgridKey}`])
      assert.notInclude(JSON.stringify(finding), sendgridKey)
    })
})

test.group('Mails that are not sent', () => {
  test('are right for trying out, and wrong on the internet', async ({ assert }) => {
    assert.equal((await checkMail(settings({ isPublic: false }))).state, 'note')
    assert.equal((await checkMail(settings({ isPublic: true }))).state, 'bad')
  })

  const returned = async (given: Partial<MailSettings>) =>
    (await checkReturned(settings(given))).map((finding) => finding.found)

  test('and those that come back are told of, or not', async ({ assert }) => {
    assert.deepEqual(await returned({}), [])
    assert.deepEqual(await returned({ channel: 'smtp' }), ['returned_unread'])
    assert.deepEqual(await returned({ channel: 'sendgrid' }), ['returned_untold'])
    assert.deepEqual(await returned({ channel: 'sendgrid', hasEventKey: true }), ['returned_told'])
  })

  test('and their mailbox is tried out, and not read', async ({ assert, cleanup }) => {
    const mailbox = await openImapServer(cleanup)
    mailbox.receive('Subject: for later\r\n\r\nhello\r\n')
    const found = (returnedUrl: string) => returned({ channel: 'smtp', returnedUrl })
    assert.deepEqual(await found(mailbox.url), ['returned_read'])
    assert.equal(mailbox.unread(), 1)

    const wrong = new URL(mailbox.url)
    wrong.password = 'quokka'
    assert.deepEqual(await found(wrong.href), ['returned_sign_in'])
    const elsewhere = new URL(mailbox.url)
    elsewhere.pathname = '/Quokka'
    assert.deepEqual(await found(elsewhere.href), ['returned_folder'])
    const hanging = await openImapServer(cleanup, { hangs: true })
    assert.deepEqual(await found(hanging.url), ['returned_away'])
  })
})
