import { test } from '@japa/runner'
import { joinLink, placeInWords } from '#formats/bookings/places'

const ADDRESS = '14 Canal Street, London'

test.group('Places in words', () => {
  test('a place in person is its name and the address of the business', ({ assert }) => {
    const pool = { locationType: 'in_person', locationDetails: 'Canal Street pool' } as const
    assert.equal(placeInWords(pool, ADDRESS), `Canal Street pool, ${ADDRESS}`)
    assert.equal(placeInWords(pool, null), 'Canal Street pool')
    assert.equal(placeInWords({ ...pool, locationDetails: null }, ADDRESS), ADDRESS)
    assert.equal(
      placeInWords({ ...pool, locationDetails: `Pool at ${ADDRESS}` }, ADDRESS),
      `Pool at ${ADDRESS}`
    )
    assert.isNull(placeInWords({ ...pool, locationDetails: ' ' }, null))
  })

  test('elsewhere the address of the business has no part', ({ assert }) => {
    assert.isNull(placeInWords({ locationType: 'phone', locationDetails: null }, ADDRESS))
    assert.equal(
      placeInWords({ locationType: 'custom', locationDetails: 'Your home' }, ADDRESS),
      'Your home'
    )
  })

  test('a call is joined by a plain https address and by nothing else', ({ assert }) => {
    const link = (locationDetails: string) => joinLink({ locationType: 'video', locationDetails })
    assert.equal(link('https://meet.example/a'), 'https://meet.example/a')
    assert.isNull(link('javascript:alert(1)'))
    assert.isNull(link('http://meet.example/a'))
    assert.isNull(link('https://meet.example/a and more'))
    assert.isNull(joinLink({ locationType: 'phone', locationDetails: 'https://meet.example/a' }))
  })
})
