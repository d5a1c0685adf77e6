import { test } from '@japa/runner'
import { previews } from '#messages'
import { sampleBooking } from '#messages/samples'
import { readCalendarFile } from '#tests/support/calendar_file'
import { mailAbout } from '#tests/support/sample_mail'

async function render(preview: (typeof previews)[number]) {
  const mail = preview.mail()
  await mail.buildWithContents()
  return mail.message.toObject().message
}

test.group('Every mail', () => {
  for (const preview of previews) {
    test(`is whole: ${preview.title}`, async ({ assert }) => {
      const message = await render(preview)
      const html = String(message.html)
      const text = String(message.text)

      assert.isNotEmpty(message.to)
      assert.match(message.subject ?? '', /\S/)
      assert.notMatch(`${message.subject}${html}${text}`, /undefined|null|NaN|translation missing/i)
      assert.notMatch(html, /\{\{|@(if|each|end)\b/)
      assert.deepInclude(message.headers, { 'Auto-Submitted': 'auto-generated' })
      if (message.icalEvent) assert.isNotEmpty(readCalendarFile(message.icalEvent.content ?? ''))
    })
  }

  test('lets nobody into the call who only asked for it', async ({ assert }) => {
    for (const [title, isLetIn] of [
      ['Request received, abroad', false],
      ['Request waiting, client abroad', true],
      ['Booking confirmed, abroad', true],
    ] as const) {
      const preview = previews.find((each) => each.title === title)
      const { html, text } = preview ? await render(preview) : {}
      assert.equal(`${html}${text}`.includes('https://meet.example'), isLetIn, title)
      assert.include(String(text), 'Video call')
      assert.notInclude(String(text), 'at Swim School Pro\n')
    }
  })

  test('says to one who waits that nobody has booked', async ({ assert }) => {
    for (const preview of previews.filter(({ title }) => title.startsWith('Waitlist'))) {
      const { text } = await render(preview)
      assert.include(String(text), 'joined the waitlist')
      assert.notInclude(String(text), 'someone booked')
    }
  })

  test('says the same in text as in HTML', async ({ assert }) => {
    for (const preview of previews) {
      const message = await render(preview)
      const spoken = words(visibleText(String(message.html)))
      const written = words(String(message.text).replaceAll(/https?:\S+/g, ''))
      assert.sameMembers([...new Set(written)], [...new Set(spoken)], preview.title)
    }
  })

  test('sets each of several dates above its own terms, and counts them', async ({ assert }) => {
    const preview = previews.find(({ title }) => title === 'Booking confirmed, several dates')
    const { subject, text, html } = preview ? await render(preview) : {}
    assert.match(String(subject), / and 2 more dates$/)
    assert.match(
      String(text),
      /^Date 2: Thursday 22 January.*\n {2}Can be moved or cancelled until/m
    )
    assert.match(String(html), /Thursday 22 January[^<]*<\/a>\s*<br><span[^>]*>Can be moved/)
    assert.include(String(text), 'See, move or cancel your bookings:')
  })

  test('leads to other times in the language and clock of its reader', async ({ assert }) => {
    const booking = sampleBooking({ clientLocale: 'de-DE', clientClock: '12' })
    const mail = mailAbout('booking_follow_up', { booking })
    await mail?.buildWithContents()
    assert.match(String(mail?.message.toObject().message.text), /lang=de&clock=12\b/)
  })

  test('links nowhere further than a browser can follow', async ({ assert }) => {
    for (const preview of previews) {
      const message = await render(preview)
      for (const [, address] of String(message.html).matchAll(/href="([^"]+)"/g)) {
        assert.isBelow(address.replaceAll('&amp;', '&').length, 2000)
      }
    }
  })

  test('has a name of its own', ({ assert }) => {
    assert.equal(new Set(previews.map(({ name }) => name)).size, previews.length)
  })
})

function visibleText(html: string): string {
  return html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<div style="display:none.*?<\/div>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(?:nbsp|ensp|#8195);/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}@-]+/gu) ?? []
}
