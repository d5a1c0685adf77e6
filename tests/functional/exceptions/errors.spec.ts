import { test } from '@japa/runner'
import { answerOf } from '#tests/support/raw_requests'

test.group('Addresses that cannot be answered', () => {
  test('{method} {path} is 405 and names what is possible')
    .with([
      { method: 'PUT', path: '/', allow: 'GET, HEAD' },
      { method: 'DELETE', path: '/book/swim-school-pro/lesson/details', allow: 'GET, HEAD, POST' },
      { method: 'PATCH', path: '/api/booking/public/swim-school-pro/book/', allow: 'POST' },
      { method: 'GET', path: '/api/booking/public/swim-school-pro/book', allow: 'POST' },
    ])
    .run(async ({ assert }, { method, path, allow }) => {
      const answer = await ask(method, path)
      assert.equal(answer.status, 405)
      assert.equal(answer.headers.allow, allow)
      assert.match(answer.body, /This cannot be done here|Method not allowed/)
    })

  test('an address that is nowhere stays 404, whatever the method', async ({ assert }) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const answer = await ask(method, '/nowhere/at/all')
      assert.equal(answer.status, 404)
      assert.isUndefined(answer.headers.allow)
    }
  })

  test('{path} leads on to {home}')
    .with([
      { path: '/nowhere', home: '/' },
      { path: '/administration', home: '/' },
      { path: '/admin/nowhere', home: '/admin' },
    ])
    .run(async ({ assert }, { path, home }) => {
      const { status, body } = await ask('GET', path)
      assert.equal(status, 404)
      assert.equal(/class="button" href="([^"]*)"/.exec(body)?.[1], home)
      // Where it says nobody's address, nobody is told to write.
      assert.equal(body.includes('name the request'), home === '/admin')
    })

  test('an address that is nowhere speaks the language it asks for, and leads on in it', async ({
    assert,
  }) => {
    const { status, body, headers } = await ask('GET', '/nowhere?lang=fr')
    assert.equal(status, 404)
    assert.include(body, '<html lang="fr"')
    assert.include(body, 'href="/?lang=fr"')
    assert.include(body, 'href="/nowhere?lang=de"')
    assert.equal(headers['content-language'], 'fr')
  })

  test('{$self} cannot be decoded: a page says so')
    .with(['/book/%E0%A4%A', '/book/%', '/book/%FF', '/%25%FF'])
    .run(async ({ assert }, path) => {
      const answer = await ask('GET', path)
      assert.equal(answer.status, 400)
      assert.include(answer.body, 'This could not be read')
      assert.isDefined(answer.headers['content-security-policy'])
      assert.isDefined(answer.headers['x-request-id'])
    })

  test('for a machine it is a problem', async ({ assert }) => {
    const answer = await ask('GET', '/api/booking/public/%E0%A4%A')
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.deepInclude(JSON.parse(answer.body), { status: 400, code: 'unreadable' })
  })
})

function ask(method: string, path: string) {
  return answerOf({ method, path, headers: { accept: 'text/html' } })
}
