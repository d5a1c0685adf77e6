import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ApproveBooking from '#actions/requests/approve_booking'
import { appUrl } from '#config/app'
import { texts } from '#config/sms'
import { byUser } from '#models/by'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import {
  deliverText,
  NUMBER,
  owedText,
  takeTexted,
  telephone,
  TEXTED_AND_MAILED,
  toldToClient,
} from '#tests/support/sms'
import { messageOf, postSigned, say, tellStatus, trustOurToken } from '#tests/support/twilio_news'

const MESSAGES = '/webhooks/twilio/messages'
const CANARY = /canary|351912345678/i

const stops = () => db.from('text_stops').select('number')

/** A booking whose reminder was sent an hour before, as far as the outbox knows. */
async function reminded(options: Parameters<typeof takeTexted>[0] = {}) {
  const { shop, booking } = await takeTexted(options)
  const reminder = await owedText('booking_reminder')
  const ahead = reminder.nextAttemptAt.diffNow().toMillis() + 1_000
  await deliverText(reminder, telephone(async () => 'SMreminder').sender, ahead)
  return { shop, booking, reminder: await reminder.refresh() }
}

test.group('Who may tell of SMS', (group) => {
  withEmptyTables(group)
  group.each.setup(() => trustOurToken())

  test('nobody without Twilio’s signature, and nothing is changed', async ({ assert }) => {
    const told = messageOf('STOP')
    const answers = await Promise.all([
      postSigned(MESSAGES, told, { signature: null }),
      postSigned(MESSAGES, told, { signature: 'Zm9yZ2Vk' }),
      postSigned(MESSAGES, told, {
        signedFor: 'https://elsewhere.example/webhooks/twilio/messages',
      }),
      postSigned('/webhooks/twilio/statuses', told, { signature: 'Zm9yZ2Vk' }),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403, 403, 403]
    )
    assert.lengthOf(await stops(), 0)
  })

  test('what was signed of another text, or of another query, is none', async ({ assert }) => {
    const { getExpectedTwilioSignature } = await import('twilio/lib/webhooks/webhooks.js')
    const of = (told: Record<string, string>) =>
      getExpectedTwilioSignature('a-token-for-tests', `${appUrl}${MESSAGES}`, told)
    const told = messageOf('hello')
    const forged = await postSigned(MESSAGES, { ...told, Body: 'STOP' }, { signature: of(told) })
    assert.equal(forged.status, 403)
    const news = await postSigned('/webhooks/twilio/statuses?text=8', told, {
      signedFor: `${appUrl}/webhooks/twilio/statuses?text=7`,
    })
    assert.equal(news.status, 403)
  })

  test('a proxy that speaks of another host changes nothing of that', async ({ assert }) => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const answer = await postSigned(MESSAGES, messageOf('hello'), { headers })
    assert.equal(answer.status, 200)
  })

  test('without a token the addresses do not exist', async ({ assert }) => {
    texts.authToken = null
    assert.equal((await say('STOP')).status, 404)
    assert.equal((await tellStatus('SM1', 'failed')).status, 404)
  })

  test('what is too large is not read', async ({ assert }) => {
    const answer = await say('x'.repeat(80 * 1024))
    assert.equal(answer.status, 413)
  })
})

test.group('STOP and START', (group) => {
  withEmptyTables(group)
  group.each.setup(() => trustOurToken())

  test('STOP takes back the reminder by SMS, and the mail comes in its place', async ({
    assert,
  }) => {
    await takeTexted({ client: TEXTED_AND_MAILED })
    const answer = await say(' Stop. ')
    assert.deepEqual(
      [answer.status, answer.headers.get('content-type'), await answer.text()],
      [200, 'text/xml; charset=utf-8', '<?xml version="1.0" encoding="UTF-8"?><Response/>']
    )
    assert.deepEqual(await stops(), [{ number: NUMBER }])
    assert.deepEqual(await toldToClient(), [
      ...['booking_confirmed mail', 'booking_reminder mail 1440', 'booking_reminder mail 60'],
    ])
    assert.equal((await owedText('booking_reminder')).lastError, 'number_stopped')

    await say('START')
    assert.lengthOf(await stops(), 0)
    assert.include(await toldToClient(), 'booking_reminder sms 60')
  })

  test('a STOP that is told again after START changes nothing', async ({ assert }) => {
    await takeTexted()
    const stop = messageOf('STOP')
    await postSigned(MESSAGES, stop)
    await say('unstop')
    await Promise.all([postSigned(MESSAGES, stop), postSigned(MESSAGES, stop)])
    assert.lengthOf(await stops(), 0)
  })

  test('what waits for whoever has no address becomes a call', async ({ assert }) => {
    const { shop, booking } = await takeTexted({ settings: { requiresApproval: true } })
    await new ApproveBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
    })
    await say('UNSUBSCRIBE')
    assert.deepEqual(await toldToClient(), [])
    assert.deepEqual(
      (await db.from('calls')).map(({ type }) => type),
      ['booking_confirmed']
    )
  })

  for (const word of ['STOPALL', 'end', 'QUIT', 'cancel', 'Arrêt']) {
    test(`“${word}” is a stop`, async ({ assert }) => {
      await say(word)
      assert.lengthOf(await stops(), 1)
    })
  }

  test('what Twilio takes for a stop in other words is one', async ({ assert }) => {
    await say('Schluss', { OptOutType: 'STOP' })
    assert.lengthOf(await stops(), 1)
  })

  test('other words, HELP and a number that nobody knows are left alone', async ({ assert }) => {
    for (const word of ['HELP', 'Can I bring my dog?', '', 'stop by at the shop', 'N']) {
      assert.equal((await say(word, { From: '+4915123456789' })).status, 200)
    }
    assert.lengthOf(await stops(), 0)
    assert.lengthOf(await db.from('booking_events').whereNot('to_status', 'approved'), 0)
  })
})

test.group('Answers to a reminder', (group) => {
  withEmptyTables(group)
  group.each.setup(() => trustOurToken())

  test('N stands on the booking, is told by mail, and cancels nothing', async ({ assert }) => {
    const { booking } = await reminded()
    assert.equal((await say('n')).status, 200)
    await booking.refresh()
    assert.deepEqual([booking.isComing, booking.status], [false, 'approved'])
    const owed = await Notification.query().where('type', 'said_not_coming').orderBy('channel')
    assert.deepEqual(
      owed.map(({ channel }) => channel),
      ['in_app', 'mail']
    )
    const events = await db.from('booking_events').orderBy('id')
    const { actor, details } = events[events.length - 1]
    assert.deepEqual([actor, details.kind], ['client', 'said_not_coming'])
  })

  test('the same answer twice is one, and another one replaces it', async ({ assert }) => {
    const { booking } = await reminded()
    await say('No!')
    await say('N')
    assert.lengthOf(await Notification.query().where('type', 'said_not_coming'), 2)
    await say('Sí')
    assert.isTrue((await booking.refresh()).isComing)
    assert.deepEqual(
      (await Notification.query().where('type', 'said_coming')).map(({ channel }) => channel),
      ['in_app']
    )
    const { sender } = telephone()
    const mail = await Notification.query()
      .where({ type: 'said_not_coming', channel: 'mail' })
      .firstOrFail()
    assert.equal(await deliverText(mail, sender), 'dropped')
  })

  for (const [word, isComing] of [
    ['Y', true],
    ['J', true],
    ['Oui', true],
    ['نعم', true],
    ['Nein', false],
    ['لا', false],
  ] as const) {
    test(`“${word}” is ${isComing ? 'yes' : 'no'}`, async ({ assert }) => {
      const { booking } = await reminded()
      await say(word)
      assert.equal((await booking.refresh()).isComing, isComing)
    })
  }

  test('with no reminder sent, or of a booking that moved since, it is no answer', async ({
    assert,
  }) => {
    const { booking } = await takeTexted()
    await say('N')
    assert.isNull((await booking.refresh()).isComing)

    const again = await reminded({})
    await Booking.query().where('id', again.booking.id).increment('calendar_sequence', 1)
    await say('N')
    assert.isNull((await again.booking.refresh()).isComing)
  })

  test('no log line has a number or a word of anybody', async ({ assert, cleanup }) => {
    const lines: string[] = []
    const info = logger.info.bind(logger)
    logger.info = (...said: unknown[]) => void lines.push(JSON.stringify(said))
    cleanup(() => {
      logger.info = info
    })
    await reminded()
    await say('canary words')
    await say('N')
    assert.isNotEmpty(lines)
    for (const line of lines) assert.notMatch(line, CANARY)
  })
})

test.group('What became of an SMS', (group) => {
  withEmptyTables(group)
  group.each.setup(() => trustOurToken())

  test('one that did not arrive is marked, and those in charge are told once', async ({
    assert,
  }) => {
    const { reminder } = await reminded()
    const failed = () => tellStatus('SMreminder', 'undelivered', { code: '30006' })
    assert.equal((await failed()).status, 204)
    await failed()
    await tellStatus('SMreminder', 'delivered')
    await reminder.refresh()
    assert.deepEqual([reminder.status, reminder.lastError], ['bounced', 'text_number'])
    assert.lengthOf(await Notification.query().where('type', 'message_bounced'), 1)
  })

  test('“sent”, “delivered” and news of unknown texts change nothing', async ({ assert }) => {
    const { reminder } = await reminded()
    for (const status of ['queued', 'sending', 'sent', 'delivered', 'read', 'canary']) {
      assert.equal((await tellStatus('SMreminder', status)).status, 204)
    }
    assert.equal((await tellStatus('SMother', 'failed', { text: 999_999 })).status, 204)
    assert.equal((await reminder.refresh()).status, 'sent')
  })

  test('told before it was written down as sent, it counts all the same', async ({ assert }) => {
    await takeTexted()
    const text = await owedText('booking_confirmed')
    const { sender } = telephone(async () => {
      await tellStatus('SMquick', 'failed', { code: '30003', text: text.id })
      return 'SMquick'
    })
    await deliverText(text, sender)
    await text.refresh()
    assert.deepEqual([text.status, text.lastError], ['bounced', 'text_phone_off'])
  })
})
