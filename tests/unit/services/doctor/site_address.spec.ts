import { test } from '@japa/runner'
import { checkSite } from '#services/doctor/site_address'
import { serve } from '#tests/support/loopback'

const MARK = 'a1b2c3d4e5f60718'
const site = (url: string) => ({ url, mark: MARK, timeoutMs: 300 })

const live = (mark: string) => async () => Response.json({ status: 'live', deployment: mark })
const refusing = (code: string) => async () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

test.group('The address in links', () => {
  test('is asked whether this very deployment answers there', async ({ assert }) => {
    const asked: string[] = []
    const ask = async (url: string | URL | Request) => {
      asked.push(String(url))
      return Response.json({ status: 'live', deployment: MARK })
    }
    const finding = await checkSite(site('https://book.example.com'), ask)
    assert.equal(finding.found, 'address_ready')
    assert.equal(finding.state, 'good')
    assert.deepEqual(asked, ['https://book.example.com/health/live'])
  })

  test('{url} with what answers there is {found}')
    .with([
      { url: 'http://book.example.com', ask: live(MARK), found: 'address_insecure', state: 'bad' },
      { url: 'http://localhost:3333', ask: live(MARK), found: 'address_local', state: 'note' },
      { url: 'http://192.168.1.5', ask: live(MARK), found: 'address_local', state: 'note' },
      {
        ...{ url: 'https://other.example.com', found: 'address_elsewhere', state: 'bad' },
        ask: live('another one'),
      },
      {
        ...{ url: 'https://parked.example.com', found: 'address_elsewhere', state: 'bad' },
        ask: async () => new Response('<h1>Parked</h1>', { status: 404 }),
      },
      {
        ...{ url: 'http://www.example.com', found: 'address_redirects', state: 'bad' },
        ask: async () => Response.redirect('https://www.example.com/health/live'),
      },
      {
        ...{ url: 'https://old.example.com', found: 'address_certificate', state: 'bad' },
        ask: refusing('CERT_HAS_EXPIRED'),
      },
      {
        ...{ url: 'https://gone.example.com', found: 'address_away', state: 'bad' },
        ask: refusing('ENOTFOUND'),
      },
    ])
    .run(async ({ assert }, { url, ask, found, state }) => {
      const finding = await checkSite(site(url), ask)
      assert.deepInclude({ ...finding }, { found, state })
    })

  test('says where it leads on to, and why nobody answers', async ({ assert }) => {
    const ask = async () => Response.redirect('https://www.example.com/health/live')
    const { values } = await checkSite(site('http://example.com'), ask)
    assert.equal(values.target, 'https://www.example.com')
    const away = await checkSite(site('https://gone.example.com'), refusing('ENOTFOUND'))
    assert.equal(away.detail, 'ENOTFOUND')
  })

  test('is waited for no longer than it may take', async ({ assert, cleanup }) => {
    const silent = await serve(cleanup, () => {})
    const { found, detail } = await checkSite(site(silent.replace(/\/$/, '')))
    assert.equal(found, 'address_away')
    assert.equal(detail, 'TimeoutError')
  })
})
