import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import { PROBLEM_CODES } from '#exceptions/problem_codes'
import { withGlobalTransaction } from '#tests/support/database'
import { answerOf, type Asked } from '#tests/support/raw_requests'

const BOOK = '/api/booking/public/swim-school-pro/book/'
const json = { 'content-type': 'application/json' }

test.group('Problems', () => {
  test('{title} is {status} {code}')
    .with<(Asked & { title: string; status: number; code: string; allow?: string })[]>([
      { title: 'an address of nowhere', path: '/api/nowhere', status: 404, code: 'not_found' },
      { title: 'one beside ours', path: '/bookings/publik/x', status: 404, code: 'not_found' },
      {
        title: 'one that is for no people',
        ...{ path: '/nowhere', headers: { accept: 'application/problem+json' } },
        ...{ status: 404, code: 'not_found' },
      },
      {
        title: 'a method that is not there',
        ...{ method: 'DELETE', path: BOOK, headers: { accept: 'text/html' } },
        ...{ status: 405, code: 'method_not_allowed', allow: 'POST' },
      },
      {
        title: 'one at an address without /api',
        ...{ method: 'PUT', path: '/availability', headers: { accept: '*/*' } },
        ...{ status: 405, code: 'method_not_allowed', allow: 'GET, HEAD' },
      },
      {
        title: 'JSON that breaks off',
        ...{ method: 'POST', path: BOOK, headers: json, body: '{"service_id": 1,' },
        ...{ status: 400, code: 'unreadable' },
      },
      {
        title: 'JSON that is no object',
        ...{ method: 'POST', path: BOOK, headers: json, body: '"lesson"' },
        ...{ status: 422, code: 'unreadable' },
      },
      {
        title: 'a body that is too large',
        ...{ method: 'POST', path: BOOK, headers: json },
        body: JSON.stringify({ notes: 'x'.repeat(200_000) }),
        ...{ status: 413, code: 'too_large' },
      },
      {
        title: 'a form',
        ...{ method: 'POST', path: BOOK, body: 'service_id=1' },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        ...{ status: 415, code: 'unsupported_type' },
      },
      {
        title: 'a body without a type',
        ...{ method: 'POST', path: BOOK, headers: {}, body: '{}' },
        ...{ status: 415, code: 'unsupported_type' },
      },
      {
        title: 'a file',
        ...{ method: 'POST', path: BOOK, body: '--x\r\n\r\n--x--\r\n' },
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        ...{ status: 415, code: 'unsupported_type' },
      },
    ])
    .run(async ({ assert }, { status, code, allow, ...asked }) => {
      const answer = await answerOf(asked)
      assert.equal(answer.status, status)
      assert.equal(answer.headers.allow, allow)
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
      const problem = JSON.parse(answer.body)
      assert.containsSubset(problem, {
        ...{ status, code, errors: [], instance: asked.path },
        type: `${appUrl}/docs/problems#${code}`,
        request_id: answer.headers['x-request-id'],
      })
      assert.isNotEmpty(problem.title)
      assert.isNotEmpty(problem.detail)
    })

  test('{path} is a page for people')
    .with([{ path: '/nowhere' }, { path: '/schedule' }])
    .run(async ({ assert }, { path }) => {
      const answer = await answerOf({ path, headers: { accept: 'text/html' } })
      assert.equal(answer.status, 404)
      assert.match(answer.headers['content-type'] ?? '', /^text\/html/)
    })

  test('every code is explained at the address that its problem names', async ({
    assert,
    client,
  }) => {
    const page = await client.get('/docs/problems')
    page.assertStatus(200)
    const text = page.text()
    for (const code of Object.keys(PROBLEM_CODES)) assert.include(text, `id="${code}"`)
    assert.notMatch(text, /problems\.\w/)
  })
})

test.group('Problems of fields', (group) => {
  withGlobalTransaction(group)

  test('name each field by its pointer', async ({ client, assert }) => {
    const { business } = await openShop()
    const response = await client
      .post(`/api/booking/public/${business.slug}/book`)
      .json({ service_id: 'lesson', starts_at: 'soon', client_name: 'Sam' })
    response.assertStatus(422)
    const { errors } = response.body()
    assert.includeMembers(
      errors.map(({ pointer }: { pointer: string }) => pointer),
      ['/service_id', '/starts_at', '/client_email']
    )
    for (const { code, detail } of errors) {
      assert.isTrue(code in PROBLEM_CODES)
      assert.isNotEmpty(detail)
    }
  })
})
