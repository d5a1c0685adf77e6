import { test } from '@japa/runner'
import { TextFailure } from '#services/sms/sms_failure'
import { TwilioTexts } from '#services/sms/twilio_sms'
import { openTwilio, TWILIO } from '#tests/support/twilio_server'

const TEXT = { to: '+351912345678', body: 'Hello Asha', businessId: 1, notificationId: 7 }

const through = (baseUrl: string, settings = {}) =>
  new TwilioTexts({ ...TWILIO, timeoutMs: 2_000, baseUrl, ...settings })

async function failureOf(work: Promise<unknown>): Promise<TextFailure> {
  try {
    await work
  } catch (error) {
    if (error instanceof TextFailure) return error
    throw error
  }
  throw new Error('It did not fail')
}

test.group('Twilio', () => {
  test('gets the whole text and names it', async ({ assert, cleanup }) => {
    const { baseUrl, requests } = await openTwilio(cleanup)
    assert.equal(await through(baseUrl).send(TEXT), 'SM1')
    const [{ url, authorization, form }] = requests
    assert.equal(url, `POST /2010-04-01/Accounts/${TWILIO.accountSid}/Messages.json`)
    const key = Buffer.from(`${TWILIO.accountSid}:${TWILIO.authToken}`).toString('base64')
    assert.equal(authorization, `Basic ${key}`)
    assert.deepEqual(form, {
      ...{ To: TEXT.to, Body: TEXT.body, From: TWILIO.from },
      StatusCallback: `${TWILIO.toldAt}?text=7`,
    })
  })

  test('is named a messaging service in place of a number', async ({ assert, cleanup }) => {
    const { baseUrl, requests } = await openTwilio(cleanup)
    const from = `MG${'0'.repeat(32)}`
    await through(baseUrl, { from }).send(TEXT)
    assert.equal(requests[0].form.MessagingServiceSid, from)
    assert.notProperty(requests[0].form, 'From')
  })

  for (const [status, code, words, isPermanent] of [
    [400, 21211, 'Twilio 21211', true],
    [400, 21610, 'Twilio 21610', true],
    [404, null, 'Twilio 404', true],
    [401, 20003, 'Twilio 20003', false],
    [429, 20429, 'Twilio 20429', false],
    [500, null, 'Twilio 500', false],
    [503, null, 'Twilio 503', false],
  ] as const) {
    test(`answering ${status} ${code ?? ''} is ${isPermanent ? 'final' : 'worth another try'}`, async ({
      assert,
      cleanup,
    }) => {
      const { baseUrl, requests } = await openTwilio(cleanup, { status, code })
      const failure = await failureOf(through(baseUrl).send(TEXT))
      assert.deepEqual([failure.message, failure.isPermanent], [words, isPermanent])
      assert.lengthOf(requests, 1, 'its own retries are off: the outbox has its own')
    })
  }

  test('says how long it wants to be left alone', async ({ assert, cleanup }) => {
    const { baseUrl } = await openTwilio(cleanup, { status: 429, code: 20429, retryAfter: '90' })
    assert.equal((await failureOf(through(baseUrl).send(TEXT))).waitSeconds, 90)
  })

  test('that never answers is given up in time', async ({ assert, cleanup }) => {
    const { baseUrl } = await openTwilio(cleanup, { status: null })
    const failure = await failureOf(through(baseUrl, { timeoutMs: 100 }).send(TEXT))
    assert.match(failure.message, /^Twilio E(CONNABORTED|TIMEDOUT)$/)
    assert.deepEqual([failure.isPermanent, failure.isRefusal], [false, false])
  })

  test('that is not there is tried again', async ({ assert }) => {
    const failure = await failureOf(through('http://127.0.0.1:1/').send(TEXT))
    assert.match(failure.message, /^Twilio ECONNREFUSED$/)
    assert.isFalse(failure.isPermanent)
  })
})
