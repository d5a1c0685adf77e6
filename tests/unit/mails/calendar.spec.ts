import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { mailFor } from '#mails/main'
import { business, inLondon, lesson, owner, sampleBooking } from '#mails/samples'
import { byClient } from '#mails/sample_occasions'
import Business from '#models/settings/business'
import type { NotificationType } from '#models/notifications/notification'
import { calendarValue } from '#tests/support/calendar_file'

const OWN = 'Anna@Swimschoolpro.example'
const shop = new Business().merge({ ...business.$attributes, email: OWN })

/** The calendar part of a mail: its method as the mail names it, and its text. */
async function invitation(type: NotificationType, reader: 'owner' | 'client', clientEmail: string) {
  const booking = sampleBooking({ ...inLondon, clientEmail }, lesson, shop)
  const mail = mailFor(type, {
    booking,
    staff: reader === 'owner' ? owner : null,
    change: type === 'booking_cancelled' ? byClient : null,
    move: null,
    agenda: [],
    now: DateTime.fromISO('2026-01-12T09:00:00Z'),
    messageId: '<test@localhost>',
    inReplyTo: null,
  })
  await mail?.buildWithContents()
  const { icalEvent } = mail?.message.toObject().message ?? {}
  return { method: icalEvent?.method, file: String(icalEvent?.content) }
}

test.group('An invitation whose reader is its organizer', () => {
  for (const type of ['booking_confirmed', 'booking_cancelled'] as const) {
    test(`is a copy that invites nobody: ${type}`, async ({ assert }) => {
      for (const [reader, clientEmail] of [
        ['owner', 'asha@client.example'],
        ['client', OWN.toLowerCase()],
      ] as const) {
        const { method, file } = await invitation(type, reader, clientEmail)
        assert.equal(method, 'PUBLISH')
        assert.equal(calendarValue(file, 'METHOD'), 'PUBLISH')
        assert.notInclude(file, 'ATTENDEE')
        assert.match(file, /ORGANIZER/)
        const status = type === 'booking_cancelled' ? 'CANCELLED' : 'CONFIRMED'
        assert.equal(calendarValue(file, 'STATUS'), status)
      }
    })
  }

  test('is an invitation for everybody else', async ({ assert }) => {
    const { method, file } = await invitation('booking_confirmed', 'client', 'asha@client.example')
    assert.equal(method, 'REQUEST')
    assert.include(file.replaceAll('\r\n ', '').toLowerCase(), 'mailto:asha@client.example')
  })

  test('is never organized from an address that cannot be answered', async ({ assert }) => {
    const booking = sampleBooking(
      {},
      lesson,
      new Business().merge({ ...business.$attributes, email: 'jörg@example.org' })
    )
    const now = DateTime.fromISO('2026-01-12T09:00:00Z')
    const occasion = { booking, staff: null, change: null, move: null, agenda: [], now }
    const mail = mailFor('booking_confirmed', { ...occasion, messageId: '<a@b>', inReplyTo: null })
    await mail?.buildWithContents()
    const { icalEvent, replyTo } = mail?.message.toObject().message ?? {}
    assert.isUndefined(replyTo)
    assert.notInclude(String(icalEvent?.content), 'jörg')
  })
})
