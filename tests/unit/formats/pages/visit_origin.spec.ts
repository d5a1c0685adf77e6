import { test } from '@japa/runner'
import { visitOrigin } from '#formats/pages/visit_origin'

const NOTHING = {
  referrer: null,
  utm_source: null,
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
  ref: null,
}

const from = (referrer?: string, query = {}) => visitOrigin(query, referrer, ['book.example.com'])

test.group('Where a visit comes from', () => {
  test('is the host of the page before, without path, query, port or name: {$self}')
    .with([
      ['https://www.google.com/search?q=priya%40example.com', 'google.com'],
      ['http://user:secret@blog.example.org:8080/posts/1#here', 'blog.example.org'],
      ['android-app://com.google.android.gm/', 'com.google.android.gm'],
      ['https://book.example.com/book/swim', null],
      ['', null],
      ['no address', null],
      ['data:text/html,hello', null],
    ] as const)
    .run(({ assert }, [referrer, host]) => {
      assert.deepEqual(from(referrer), { ...NOTHING, referrer: host })
    })

  test('keeps the names of a campaign, and no other part of the address', ({ assert }) => {
    const query = {
      utm_source: ' News\u0000letter\n ',
      utm_medium: 'email',
      utm_campaign: 'x'.repeat(300),
      ref: 'poster',
      name: 'Priya Shah',
      email: 'priya@example.com',
    }
    assert.deepEqual(from(undefined, query), {
      ...NOTHING,
      utm_source: 'News letter',
      utm_medium: 'email',
      utm_campaign: 'x'.repeat(100),
      ref: 'poster',
    })
  })

  test('leaves out what may name a person, and what came twice', ({ assert }) => {
    const query = { utm_source: 'priya@example.com', utm_term: ['a', 'b'], utm_content: '  ' }
    assert.deepEqual(from(undefined, query), NOTHING)
  })
})
