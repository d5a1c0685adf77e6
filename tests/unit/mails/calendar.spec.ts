import { test } from '@japa/runner'
import { senderAddress } from '#config/mail'
import type { MessageType } from '#messages'
import { business, inLondon, lesson, sampleBooking } from '#messages/samples'
import { cancelledByClient } from '#messages/bookings/booking_samples'
import Business from '#models/settings/business'
import { calendarValue } from '#tests/support/calendar_file'
import { mailAbout } from '#tests/support/sample_mail'

const OWN = 'Anna@Swimschoolpro.example'
const shop = new Business().merge({ ...business.$attributes, email: OWN })

/** The calendar part of a mail: its method as the mail names it, and its text. */
async function invitation(type: MessageType, reader: 'owner' | 'client', clientEmail: string) {
  const booking = sampleBooking({ ...inLondon, clientEmail }, lesson, shop)
  const change = type === 'booking_cancelled' ? cancelledByClient : null
  const mail = mailAbout(type, { booking, change }, reader, OWN)
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
    const email = 'jörg@example.org'
    const shopOfJ = new Business().merge({ ...business.$attributes, email })
    const booking = sampleBooking({}, lesson, shopOfJ)
    const mail = mailAbout('booking_confirmed', { booking }, 'client', email)
    await mail?.buildWithContents()
    const { icalEvent, replyTo } = mail?.message.toObject().message ?? {}
    assert.isUndefined(replyTo)
    assert.notInclude(String(icalEvent?.content), 'jörg')
  })

  test('is organized from where answers go, not from what the business calls its address', async ({
    assert,
  }) => {
    const booking = sampleBooking(inLondon, lesson, shop)
    for (const [answersTo, organizer] of [
      ['owner@reed.example', 'mailto:owner@reed.example'],
      [null, `mailto:${senderAddress}`],
    ] as const) {
      const mail = mailAbout('booking_confirmed', { booking }, 'client', answersTo)
      await mail?.buildWithContents()
      const file = String(mail?.message.toObject().message.icalEvent?.content)
      assert.equal(calendarValue(file, 'ORGANIZER'), organizer)
    }
  })
})
