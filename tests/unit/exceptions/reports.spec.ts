import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import testUtils from '@adonisjs/core/services/test_utils'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { test } from '@japa/runner'
import HttpExceptionHandler from '#exceptions/handler'

/** What is logged of an error in a request whose client is still there, or has left. */
async function logged(error: Error, { hasLeft }: { hasLeft: boolean }) {
  const request = new IncomingMessage(new Socket())
  request.url = '/'
  if (hasLeft) request.socket.destroy()
  const ctx = await testUtils.createHttpContext({ req: request, res: new ServerResponse(request) })
  const lines: string[] = []
  ctx.logger = new LoggerFactory()
    .merge({ enabled: true, level: 'trace' })
    .pushLogsTo(lines)
    .create()
  await new HttpExceptionHandler().report(error, ctx)
  const line: { level: number; err?: object } = JSON.parse(lines[0])
  return { level: line.level, hasTrace: line.err !== undefined }
}

const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
const ERROR = 50
const DEBUG = 20

test.group('What is logged as an error', () => {
  test('{message}, when the client has left, is not one')
    .with([
      { message: 'aborted', error: new Error('aborted') },
      { message: 'read ECONNRESET', error: reset },
      { message: 'write EPIPE', error: Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) },
    ])
    .run(async ({ assert }, { error }) => {
      assert.deepEqual(await logged(error, { hasLeft: true }), { level: DEBUG, hasTrace: false })
    })

  test('the same to a client who waits is one: the database may be gone', async ({ assert }) => {
    assert.deepEqual(await logged(reset, { hasLeft: false }), { level: ERROR, hasTrace: true })
  })

  test('a mistake of ours is one, whoever has left', async ({ assert }) => {
    const mistake = new TypeError('Cannot read properties of undefined')
    assert.deepEqual(await logged(mistake, { hasLeft: true }), { level: ERROR, hasTrace: true })
  })
})
