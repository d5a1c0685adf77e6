import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { previews } from '#messages'
import { business, call, lesson, owner, sampleBooking, videoCall } from '#messages/samples'
import { calendarValue } from '#tests/support/calendar_file'

const WARNING = 'Your account is locked'
const TYPED = `${WARNING}, see www.evil.test or http://evil.test/login`
const CALL = 'https://meet.evil.test/room'

/** What a mail program would make a link of by itself. */
const LINKED = /(?:www|evil)\.(?=[a-z])|:\/\/(?:www\.)?evil/

const samples = [business, lesson, call, videoCall, sampleBooking().host]

/** Every text of the samples that somebody typed. */
function typeLinks(isNew: boolean) {
  const kept = samples.map((sample) => ({ ...sample.$attributes }))
  const person = owner.fullName
  const texts = { instructions: TYPED, followUp: TYPED }
  const createdAt = DateTime.fromISO(isNew ? '2026-01-10T12:00:00Z' : '2025-01-10T12:00:00Z')
  business.merge({ name: TYPED, address: TYPED, phone: TYPED, email: null, createdAt })
  lesson.merge({ name: TYPED, locationDetails: TYPED, ...texts })
  call.merge({ name: TYPED, ...texts })
  videoCall.merge({ name: TYPED, locationDetails: CALL, ...texts })
  samples[4].merge({ name: TYPED })
  owner.fullName = TYPED
  return () => {
    samples.forEach((sample, index) => sample.merge(kept[index]))
    owner.fullName = person
  }
}

async function render(preview: (typeof previews)[number]) {
  const mail = preview.mail()
  await mail.buildWithContents()
  const { message } = mail.message.toObject()
  const files = [
    message.icalEvent?.content,
    ...(message.attachments ?? []).map(({ content }) => content),
  ].map((content) => String(content ?? ''))
  return { message, files }
}

/** The addresses that are ours, and the text that stands in them, left out. */
const withoutOurs = (html: string) => html.replaceAll(/href="[^"]*"/g, '')
const textWithoutOurs = (text: string) =>
  text
    .replaceAll(/https?:\/\/(?:localhost|calendar|outlook|www\.openstreetmap)\S*/g, '')
    .replaceAll(new RegExp(`Join the call: ${CALL}`, 'g'), '')

/** One has a business of its own. */
const ofThisBusiness = previews.filter(({ title }) => !title.includes('pale brand'))

const unfolded = (file: string) => file.replaceAll(/\r\n[ \t]/g, '')

test.group('What somebody typed that looks like a link', () => {
  for (const preview of ofThisBusiness) {
    test(`is none in any mail: ${preview.title}`, async ({ assert, cleanup }) => {
      cleanup(typeLinks(true))
      const { message, files } = await render(preview)
      assert.notMatch(message.subject ?? '', LINKED)
      assert.notMatch(JSON.stringify([message.from, message.to, message.replyTo]), LINKED)
      assert.notMatch(withoutOurs(String(message.html)), LINKED)
      assert.notMatch(textWithoutOurs(String(message.text)), LINKED)
      for (const file of files) assert.notMatch(unfolded(file), LINKED)
    })

    test(`is never alone in front: ${preview.title}`, async ({ assert, cleanup }) => {
      cleanup(typeLinks(false))
      const { message } = await render(preview)
      assert.notMatch(message.subject ?? '', new RegExp(`^${WARNING}`))
      const from = [message.from].flat()[0]
      const name = typeof from === 'string' ? from : from?.name
      assert.match(name ?? '', /Bellhop$/)
    })
  }

  test('is a link in whole sentences of a business that is known', async ({ assert, cleanup }) => {
    cleanup(typeLinks(false))
    const followUp = previews.find(({ title }) => title === 'Follow-up')
    const confirmed = previews.find(({ title }) => title === 'Booking confirmed')
    for (const preview of [followUp, confirmed]) {
      const { message } = await render(preview!)
      assert.include(String(message.text), 'http://evil.test/login')
      assert.notMatch(message.subject ?? '', LINKED)
    }
  })

  test('leads into a call from the mail only once the business is known', async ({
    assert,
    cleanup,
  }) => {
    const preview = previews.find(({ title }) => title === 'Booking confirmed, abroad')!
    const restore = typeLinks(true)
    cleanup(restore)
    const fresh = await render(preview)
    const all = `${fresh.message.html}${fresh.message.text}${fresh.files.map(unfolded).join('')}`
    assert.notInclude(all, CALL)
    assert.match(String(fresh.message.text), /Join from the page of your booking: \S+\/manage\//)
    assert.equal(calendarValue(fresh.files[0], 'LOCATION'), 'Video call')
    restore()
    typeLinks(false)
    const known = await render(preview)
    assert.include(String(known.message.text), `Join the call: ${CALL}`)
    assert.equal(calendarValue(known.files[0], 'LOCATION'), CALL)
  })
})
