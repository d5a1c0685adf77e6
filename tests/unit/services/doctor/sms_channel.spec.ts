import { test } from '@japa/runner'
import { checkTexts, type TextSettings } from '#services/doctor/sms_channel'
import { serve } from '#tests/support/loopback'
import { openTwilio, TWILIO } from '#tests/support/twilio_server'

const { accountSid, authToken, from } = TWILIO

const check = (given: Partial<TextSettings>) =>
  checkTexts({ channel: 'mailbox', twilio: null, isHalfSet: false, timeoutMs: 500, ...given })

const through = (baseUrl: string) =>
  check({ channel: 'twilio', twilio: { accountSid, authToken, from, baseUrl } })

test.group('Twilio that is tried out', () => {
  test('is asked how the account stands, and sends nothing', async ({ assert, cleanup }) => {
    const asked: string[] = []
    const baseUrl = await serve(cleanup, (request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ sid: accountSid, status: 'active' }))
    })
    assert.deepInclude({ ...(await through(baseUrl)) }, { found: 'texts_ready', state: 'good' })
    assert.deepEqual(asked, [`GET /2010-04-01/Accounts/${accountSid}.json`])
  })

  for (const [status, code, found] of [
    [401, 20003, 'texts_key'],
    [500, null, 'texts_away'],
    [null, null, 'texts_away'],
  ] as const) {
    test(`answering ${status ?? 'never'} is ${found}`, async ({ assert, cleanup }) => {
      const { baseUrl } = await openTwilio(cleanup, { status, code })
      const finding = await through(baseUrl)
      assert.deepEqual([finding.found, finding.state], [found, 'bad'])
      assert.notInclude(JSON.stringify(finding), authToken)
    })
  }

  test('without keys texts stay here, and with a part of them that is said', async ({ assert }) => {
    assert.equal((await check({})).found, 'texts_mailbox')
    assert.equal((await check({ isHalfSet: true })).found, 'texts_half_set')
  })
})
