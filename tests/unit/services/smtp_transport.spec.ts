import { test } from '@japa/runner'
import { sampleBooking } from '#messages/samples'
import { SmtpTransport } from '#services/smtp_transport'
import { readCalendarFile } from '#tests/support/calendar_file'
import { failureOf, mailAbout, sampleMail } from '#tests/support/sample_mail'
import { findPart, readMime } from '#tests/support/mime'
import { openSmtpSink } from '#tests/support/smtp_sink'

test.group('A mail server', () => {
  test('gets the whole mail: headers, text, HTML, invitation and its file', async ({
    assert,
    cleanup,
  }) => {
    const sink = await openSmtpSink(cleanup)
    const message = await sampleMail()
    message.inReplyTo = '<first@localhost>'
    message.references = ['<first@localhost>']
    const response = await new SmtpTransport(sink.url, 2_000).send(message)

    const mail = readMime(sink.messages[0])
    assert.equal(response.messageId, 'sink-1')
    assert.equal(mail.headers['message-id'], '<preview@localhost>')
    assert.equal(mail.headers['in-reply-to'], '<first@localhost>')
    assert.equal(mail.headers['references'], '<first@localhost>')
    assert.equal(mail.headers['from'], 'Swim School Pro via Bellhop <bookings@localhost>')
    assert.equal(mail.headers['to'], 'Asha Patel <asha@client.example>')
    assert.equal(mail.headers['reply-to'], 'Swim School Pro <hello@swimschoolpro.example>')
    assert.equal(mail.headers['auto-submitted'], 'auto-generated')
    assert.notProperty(mail.headers, 'list-unsubscribe')
    assert.include(sink.commands, 'MAIL FROM:<bookings@localhost>')
    assert.include(sink.commands, 'RCPT TO:<asha@client.example>')

    const alternative = findPart(mail, 'multipart/alternative')
    assert.deepEqual(
      alternative?.parts.map(({ type }) => type),
      ['text/plain', 'text/html', 'text/calendar']
    )
    const [text, html, invitation] = alternative?.parts ?? []
    assert.include(text.body, 'K7MQ-2F9P')
    assert.include(html.body, 'K7MQ-2F9P')
    assert.match(invitation.headers['content-type'], /charset=utf-8; method=REQUEST/)

    const file = findPart(mail, 'application/ics')
    assert.match(file?.headers['content-disposition'] ?? '', /attachment; filename=invite\.ics/)
    assert.equal(file?.body, invitation.body)
    assert.deepInclude(readCalendarFile(invitation.body), {
      name: 'METHOD',
      parameters: '',
      value: 'REQUEST',
    })
  })

  test('gets what a business says in its own words, in each part, and its headers whole', async ({
    assert,
    cleanup,
  }) => {
    const sink = await openSmtpSink(cleanup)
    const name = 'Zoë “Z” Ünal\r\nBcc: evil@evil.test'
    const text = {
      subject: 'Schön, {client}: {when}',
      opening: 'Hallo **{client}**,\n\n- ein Handtuch\n- Mützen <3',
      closing: 'Bis bald & danke',
    }
    const about = { booking: sampleBooking({ clientName: name }) }
    const message = mailAbout('booking_confirmed', about, { text })
    await message?.buildWithContents()
    const built = message?.message.toObject().message
    if (!built) throw new Error('Nobody is told')
    await new SmtpTransport(sink.url, 2_000).send(built)

    const mail = readMime(sink.messages[0])
    assert.notProperty(mail.headers, 'bcc')
    assert.deepEqual(
      sink.commands.filter((command) => command.startsWith('RCPT')),
      ['RCPT TO:<asha@client.example>']
    )
    const plain = findPart(mail, 'text/plain')?.body ?? ''
    assert.match(plain, /Hallo Zoë “Z” Ünal Bcc: [^\r\n]+,\r?\n\r?\n- ein Handtuch\r?\n- Mützen <3/)
    assert.include(plain, 'Bis bald & danke')
    const html = findPart(mail, 'text/html')?.body ?? ''
    assert.match(html, /Hallo <strong>Zoë “Z” Ünal Bcc: /)
    assert.include(html, 'Mützen &lt;3')
    assert.include(html, 'Bis bald &amp; danke')
    assert.match(html, /\/manage\//)
  })

  for (const [answer, id] of [
    ['250 2.0.0 Ok: queued as 4BxFqW1z', '4BxFqW1z'],
    ['250 OK id=1qXyZa-0004', '1qXyZa-0004'],
    ['250 Accepted', '<preview@localhost>'],
  ]) {
    test(`that answers "${answer}" knows the mail as ${id}`, async ({ assert, cleanup }) => {
      const sink = await openSmtpSink(cleanup, { answers: { end: answer } })
      const response = await new SmtpTransport(sink.url, 2_000).send(await sampleMail())
      assert.equal(response.messageId, id)
    })
  }

  test('gets a cancellation as CANCEL', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const message = await sampleMail('cancelled-by-the-business-to-the-client')
    await new SmtpTransport(sink.url, 2_000).send(message)
    const invitation = findPart(readMime(sink.messages[0]), 'text/calendar')
    assert.match(invitation?.headers['content-type'] ?? '', /method=CANCEL/)
    assert.include(invitation?.body, 'STATUS:CANCELLED')
  })

  test('is signed in to with the name and password of the address', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup, { withAuth: true })
    const url = new URL(sink.url)
    url.username = encodeURIComponent('us@er')
    url.password = encodeURIComponent('p:ss/word')
    await new SmtpTransport(url.href, 2_000).send(await sampleMail())
    assert.include(sink.commands, Buffer.from('us@er').toString('base64'))
    assert.include(sink.commands, Buffer.from('p:ss/word').toString('base64'))
  })

  for (const [situation, answers, code, isPermanent] of [
    ['refuses the reader for good', { RCPT: '550 5.1.1 No asha@client.example here' }, 550, true],
    ['refuses the mail for good', { end: '554 5.7.1 Spam' }, 554, true],
    ['asks to come back later', { greeting: '421 4.3.2 Busy' }, 421, false],
    ['has no room just now', { RCPT: '452 4.2.2 Full' }, 452, false],
  ] as const) {
    test(`that ${situation} is understood`, async ({ assert, cleanup }) => {
      const sink = await openSmtpSink(cleanup, { answers })
      const failure = await failureOf(new SmtpTransport(sink.url, 2_000).send(await sampleMail()))
      assert.equal(failure.message, `SMTP ${code}`)
      assert.equal(failure.isPermanent, isPermanent)
    })
  }

  for (const word of ['greeting', 'EHLO', 'end']) {
    test(`that falls silent at ${word} is given up in time`, async ({ assert, cleanup }) => {
      const sink = await openSmtpSink(cleanup, { answers: { [word]: null } })
      const failure = await failureOf(
        new SmtpTransport(sink.url, 100, 100).send(await sampleMail())
      )
      assert.equal(failure.message, 'SMTP ETIMEDOUT')
      assert.isFalse(failure.isPermanent)
    })
  }

  test('has time to say that it took a mail, and is asked once', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup, { delays: { end: 900 } })
    const { messageId } = await new SmtpTransport(sink.url, 100, 5_000).send(await sampleMail())
    assert.equal(messageId, 'sink-1')
    assert.lengthOf(sink.messages, 1)
  })

  test('that says no, or falls silent before it has a mail, has none', async ({
    assert,
    cleanup,
  }) => {
    for (const [word, answer, hasNone] of [
      ['end', '451 4.3.0 Later', true],
      ['RCPT', null, true],
      ['end', null, false],
    ] as const) {
      const sink = await openSmtpSink(cleanup, { answers: { [word]: answer } })
      const failure = await failureOf(
        new SmtpTransport(sink.url, 100, 400).send(await sampleMail())
      )
      assert.equal(failure.isRefusal, hasNone, `${word}: ${answer}`)
    }
  })

  test('gets addresses in the form in which they are sent', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const to = [{ address: '"jo smith"@exämple.de', name: 'Jo' }]
    await new SmtpTransport(sink.url, 2_000).send({ ...(await sampleMail()), to })
    assert.include(sink.commands, 'RCPT TO:<"jo smith"@xn--exmple-cua.de>')
    assert.equal(readMime(sink.messages[0]).headers['to'], 'Jo <"jo smith"@xn--exmple-cua.de>')
  })

  test('that is not there is tried again later', async ({ assert }) => {
    const transport = new SmtpTransport('smtp://127.0.0.1:9', 500)
    const failure = await failureOf(transport.send(await sampleMail()))
    assert.isFalse(failure.isPermanent)
  })

  test('never gets a header of someone else’s making', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const transport = new SmtpTransport(sink.url, 2_000)
    const evil = 'Hello\r\nBcc: all@victims.example'
    for (const change of [
      { subject: evil },
      { to: [{ address: 'a@b.example', name: evil }] },
      { replyTo: [{ address: evil, name: 'A' }] },
      { messageId: evil },
      { headers: { 'X-Note': evil } },
    ]) {
      const failure = await failureOf(transport.send({ ...(await sampleMail()), ...change }))
      assert.isTrue(failure.isPermanent)
    }
    assert.isEmpty(sink.messages)
  })
})

test.group('A mail about someone with a line break in the name', () => {
  test('is addressed on one line', async ({ assert, cleanup }) => {
    const sink = await openSmtpSink(cleanup)
    const booking = sampleBooking({ clientName: 'Asha\r\nBcc: all@victims.example' })
    const mail = mailAbout('booking_confirmed', { booking })!
    await mail.buildWithContents()
    await new SmtpTransport(sink.url, 2_000).send(mail.message.toObject().message)

    const received = readMime(sink.messages[0])
    assert.notProperty(received.headers, 'bcc')
    assert.include(received.headers['to'], 'asha@client.example')
  })
})
