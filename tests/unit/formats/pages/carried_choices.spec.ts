import { test } from '@japa/runner'
import { carryAlong, carryInAddress } from '#formats/pages/carried_choices'

const choices = { lang: 'ar', clock: '12' }

test.group('What a reader chose', () => {
  test('goes along to {to} from {from}')
    .with([
      { from: '/book/otters', to: '/book/otters?lang=ar&clock=12' },
      {
        from: '/book/otters?date=2026-01-15#day',
        to: '/book/otters?date=2026-01-15&lang=ar&clock=12#day',
      },
      { from: '/book/otters?clock=24', to: '/book/otters?clock=24&lang=ar' },
      { from: '/manage/abc/calendar.ics', to: '/manage/abc/calendar.ics?lang=ar&clock=12' },
      { from: '/embed/bookings/abc', to: '/embed/bookings/abc?lang=ar&clock=12' },
      { from: '/?', to: '/?lang=ar&clock=12' },
    ])
    .run(({ assert }, { from, to }) => {
      assert.equal(carryInAddress(from, choices), to)
    })

  test('goes nowhere else', ({ assert }) => {
    for (const address of [
      '/sign-in',
      '/bookkeeping',
      '#main',
      'https://example.com/book/a',
      '//b.c',
    ]) {
      assert.equal(carryInAddress(address, choices), address)
    }
  })

  test('stands in every link and form of a page', ({ assert }) => {
    const page = carryAlong(
      '<link rel="canonical" href="/book/a"><a class="x" href="/book/a?date=1&amp;clock=24">A</a>' +
        '<form action="/book/a/b/details"><button formaction="/enquiry/a">B</button></form>' +
        '<form class="form" method="post" action="/book/a/b/details">',
      choices
    )
    assert.equal(
      page,
      '<link rel="canonical" href="/book/a"><a class="x" href="/book/a?date=1&amp;clock=24&amp;lang=ar">A</a>' +
        '<form action="/book/a/b/details?lang=ar&amp;clock=12">' +
        '<input type="hidden" name="lang" value="ar"><input type="hidden" name="clock" value="12">' +
        '<button formaction="/enquiry/a?lang=ar&amp;clock=12">B</button></form>' +
        '<form class="form" method="post" action="/book/a/b/details?lang=ar&amp;clock=12">'
    )
  })

  test('is said once by a form that has it already', ({ assert }) => {
    const form = '<form action="/book/a"><input type="hidden" name="clock" value="12"></form>'
    const page = carryAlong(form, choices)
    assert.equal(page.match(/name="clock"/g)?.length, 1)
    assert.equal(page.match(/name="lang"/g)?.length, 1)
  })
})
