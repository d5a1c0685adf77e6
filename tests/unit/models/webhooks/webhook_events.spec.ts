import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { allMessages } from '#messages'
import { TEST_EVENT, WEBHOOK_EVENTS } from '#models/webhooks/webhook_event'

test.group('Each event of webhooks', () => {
  test('is what a message tells, and each that a message tells can be chosen', ({ assert }) => {
    const told = allMessages().flatMap(({ webhook }) => {
      if (!webhook) return []
      return typeof webhook === 'function' ? [webhook(0), webhook(1)] : [webhook]
    })
    assert.sameMembers([...new Set(told)], [...WEBHOOK_EVENTS, TEST_EVENT])
  })

  test('is described', async ({ assert }) => {
    const page = await readFile(app.makePath('docs/webhooks.md'), 'utf8')
    assert.deepEqual(
      [...WEBHOOK_EVENTS, TEST_EVENT].filter((event) => !page.includes(`\`${event}\``)),
      []
    )
  })
})
