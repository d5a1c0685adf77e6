import { test } from '@japa/runner'
import { joinLink, placeInWords, placeOnMap } from '#formats/bookings/places'

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

  test('a place with an address of its own stands alone, and the map leads there', ({ assert }) => {
    const business = '14 Canal Street, London N1 8QT'
    const at = (locationDetails: string) =>
      ({ locationType: 'in_person', locationDetails }) as const
    const ofItsOwn = {
      'Hill pool, 9 Hill Lane, London N2': '9 Hill Lane, London N2',
      'Hill pool\n9a Hill Lane': '9a Hill Lane',
      'The Old Mill, Mill Road, Cambridge': 'Mill Road, Cambridge',
      'Mill Road 12': 'Mill Road 12',
      'Leisure centre, London N2 0AA': 'London N2 0AA',
      'Hallenbad, Berliner Straße 5, 10115 Berlin': 'Berliner Straße 5, 10115 Berlin',
      'Hauptstraße 5': 'Hauptstraße 5',
      'Piscine, 12 rue Cler, Paris': '12 rue Cler, Paris',
      'Via Roma 3': 'Via Roma 3',
      'Annexe, 16 Canal Street, London': '16 Canal Street, London',
    }
    for (const [details, onMap] of Object.entries(ofItsOwn)) {
      assert.equal(placeInWords(at(details), business), details)
      assert.equal(placeOnMap(at(details), business), onMap)
      assert.equal(placeOnMap(at(details), null), onMap)
    }
    const inTheHouse = [
      'Room 2',
      'Upstairs',
      'Room 2, 1st floor',
      'Canal Street',
      'Canal Street pool',
    ]
    for (const details of [...inTheHouse, '2nd floor, left', 'Studio 3, Building 2', 'Pool B2']) {
      assert.equal(placeInWords(at(details), business), `${details}, ${business}`)
      assert.equal(placeOnMap(at(details), business), business)
      assert.equal(placeOnMap(at(details), null), placeInWords(at(details), null))
    }
    assert.equal(placeInWords(at(''), business), business)
    assert.equal(placeOnMap(at(''), business), business)
    assert.isNull(placeOnMap(at(''), null))
    assert.equal(placeInWords(at('Pool, 14 Canal Street'), business), 'Pool, 14 Canal Street')
    assert.equal(placeOnMap(at('Pool, 14 Canal Street'), business), business)
    const call = { locationType: 'video', locationDetails: '9 Hill Lane' } as const
    assert.isNull(placeOnMap(call, business))
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
