import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { allMessages, mailFor, shownMail, TEXT_GROUPS, variablesOf } from '#messages'
import { abroad, sampleAbout } from '#messages/bookings/booking_samples'
import { anna, business, lesson, sampleBooking } from '#messages/samples'
import type { OwnParts } from '#models/notifications/message_text'

const KNOWN_FOR_LONG = DateTime.fromISO('2025-01-10T12:00:00Z')
const NEW = DateTime.fromISO('2026-01-10T12:00:00Z')

/** Written anew each time, in the name of all businesses, or to whoever is no client. */
const NOT_THEIRS = [
  ...['message_written', 'client_written', 'portal_link'],
  ...['inbox_proof', 'contact_proof', 'invitation_sent', 'erasure_done', 'erasure_refused'],
]

async function render(text: Partial<OwnParts>, about = sampleAbout(), type = 'booking_confirmed') {
  const mail = mailFor(type, {
    ...{ about, member: null, now: DateTime.fromISO('2026-01-12T09:00:00Z') },
    ...{ messageId: '<own@localhost>', inReplyTo: null },
    text: { subject: null, opening: null, closing: null, ...text },
  })
  if (!mail) throw new Error('Nobody is told')
  await mail.buildWithContents()
  const { subject, html, text: plain } = mail.message.toObject().message
  return { subject: String(subject), html: String(html), text: String(plain) }
}

const seenBy = (clientName: string) => sampleAbout({ booking: sampleBooking({ clientName }) })

test.group('A message in the business’s own words', (group) => {
  group.each.setup(() => {
    business.createdAt = KNOWN_FOR_LONG
    return () => void Reflect.deleteProperty(business.$attributes, 'createdAt')
  })

  test('can be each that goes to a client, but those that are nobody’s to word', ({ assert }) => {
    const toClients = allMessages().filter(({ mail }) => mail?.client)
    const types = toClients.map(({ type }) => type)
    const listed = TEXT_GROUPS.flatMap(({ messages }) => Object.keys(messages))
    assert.sameMembers(
      types.filter((type) => !NOT_THEIRS.includes(type)),
      listed
    )
  })

  test('knows all that it may name, in every message and language', async ({ assert }) => {
    const of = { business, service: lesson, host: anna, booking: null }
    for (const { messages } of TEXT_GROUPS) {
      for (const type of Object.keys(messages)) {
        const names = variablesOf(type) ?? []
        const opening = names.map((name) => `${name}={${name}}.`).join('\n')
        for (const language of ['en', 'de', 'ar']) {
          const text = { subject: null, opening, closing: null }
          const now = DateTime.fromISO('2026-01-12T09:00:00Z')
          const mail = shownMail({ ...of, type, language, now, text })
          await mail.buildWithContents()
          const said = String(mail.message.toObject().message.text)
          for (const name of names) assert.match(said, new RegExp(`^${name}=.+\\.$`, 'm'), type)
        }
      }
    }
  })

  test('keeps the time, the facts and every way on', async ({ assert }) => {
    const ours = await render({})
    const own = await render({ subject: 'Hi {client}', opening: 'Come soon!', closing: 'Anna' })
    assert.equal(own.subject, 'Hi Asha Patel')
    const lines = own.text.split('\n').filter((line) => !['Come soon!', 'Anna'].includes(line))
    for (const line of ours.text.split('\n')) assert.include(lines, line)
    const links = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    assert.deepEqual(links(own.html), links(ours.html))
  })

  test('stands below the time, ahead of ours, and after the buttons', async ({ assert }) => {
    const about = sampleAbout({}, 'expired')
    const { text } = await render(
      { opening: 'OPENING', closing: 'CLOSING' },
      about,
      'booking_expired'
    )
    const order = [
      'London time',
      'OPENING',
      'did not answer in time',
      'See other times',
      'CLOSING',
      'Questions?',
    ]
    const places = order.map((words) => text.indexOf(words))
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other)
    )
    assert.notInclude(places, -1)
  })

  test('is set with lists, bold and links, in HTML and as text', async ({ assert }) => {
    const opening =
      'We are **so *very* glad**.\n\n- a towel\n- [goggles](https://shop.example/a?b=1&c=2)'
    const { html, text } = await render({ opening })
    assert.include(html, '<strong>so <em>very</em> glad</strong>')
    assert.match(html, /<li class="ink" style="[^"]+">a towel<\/li>/)
    assert.include(html, '<a href="https://shop.example/a?b=1&amp;c=2" class="accent"')
    assert.include(
      text,
      'We are so very glad.\n\n- a towel\n- goggles (https://shop.example/a?b=1&c=2)'
    )
  })

  test('makes no link of what a client typed, and no header, and no HTML', async ({ assert }) => {
    const name = '[x](https://evil.test) <b>https://evil.test</b>\r\nBcc: a@b.test **x**'
    const all = { subject: 'For {client}', opening: '{client}', closing: '**{client}**' }
    const { subject, html, text } = await render(all, seenBy(name))
    assert.notMatch(subject, /[\r\n]/)
    assert.notMatch(html, /href="https:\/\/evil|<b>/)
    assert.notMatch(`${subject}${html}${text}`, /https:\/\/evil|evil\.test/)
    assert.include(html, '&lt;b&gt;')
  })

  test('leads nowhere while the business is new', async ({ assert }) => {
    business.createdAt = NEW
    const { html, text } = await render({
      opening: 'See [it](https://shop.example) or www.shop.example',
    })
    assert.notMatch(`${html}${text}`, /https:\/\/shop|shop\.example/)
    assert.include(text, 'See it (')
  })

  test('leaves out what is not known, and says our subject then', async ({ assert }) => {
    const about = sampleAbout()
    const text = { subject: 'Before {before}', opening: 'It was {before}. Bring a towel.' }
    const moved = await render(text, about, 'booking_rescheduled')
    assert.match(moved.subject, /^New time: /)
    assert.include(moved.text, 'Bring a towel.')
    assert.notInclude(moved.text, 'It was')
  })

  test('names a call without the way into it', async ({ assert }) => {
    const { text } = await render({ opening: 'Place={place}' }, sampleAbout(abroad))
    assert.include(text, 'Place=Video call')
  })

  test('is ours where nothing was written, and where staff are told', async ({ assert }) => {
    const { subject } = await render({})
    assert.match(subject, /^Confirmed: /)
    const staff = mailFor('booking_confirmed', {
      ...{ about: sampleAbout(), now: DateTime.fromISO('2026-01-12T09:00:00Z') },
      member: { id: 1, fullName: 'Anna', email: 'anna@example.com' },
      ...{ messageId: '<own@localhost>', inReplyTo: null },
    })
    await staff?.buildWithContents()
    assert.match(String(staff?.message.toObject().message.subject), /^New booking/)
  })

  test('renders whatever is typed, escaped', async ({ assert }) => {
    const names = variablesOf('booking_confirmed') ?? []
    const piece = fc.oneof(
      fc.constantFrom(...names.map((name) => `{${name}}`)),
      fc.constantFrom(
        '{',
        '}',
        '**',
        '*',
        '[',
        '](https://a.example)',
        'https://a.example/',
        '\n',
        '- '
      ),
      fc.constantFrom('<script>alert(1)</script>', '"onclick="x', "'", '&', '</p>', '{{{', '@if('),
      fc.string({ unit: 'grapheme', maxLength: 8 })
    )
    const typed = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(typed, typed, typed, async (opening, subject, name) => {
        const clientName = name || 'Asha'
        const said = await render({ subject, opening, closing: opening }, seenBy(clientName))
        assert.notMatch(said.subject, /[\r\n]/)
        assert.notMatch(said.html, /<script|<\/?[a-z]+[^>]* onclick/i)
        const tags = said.html.slice(said.html.indexOf('<body')).match(/<[a-z!/][^>]*>/gi) ?? []
        const ours =
          /^<(\/?(body|div|table|tr|td|p|h1|br|span|a|ul|ol|li|strong|em|html)\b[^<>]*)>$/
        for (const tag of tags) assert.match(tag, ours)
      }),
      { numRuns: 60 }
    )
  })
})
