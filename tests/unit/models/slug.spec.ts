import { test } from '@japa/runner'
import { freeSlug, isReservedSlug } from '#models/slug'

test.group('A slug made from a name', () => {
  test('{0} becomes {1}')
    .with<[string, string][]>([
      ['Swim School Pro', 'swim-school-pro'],
      ['Café Zoë', 'cafe-zoe'],
      ['  Über & Söhne  ', 'uber-and-sohne'],
      ['Żółć – Łódź', 'zolc-lodz'],
      ['Straße & <Ørsted> Łódź Ž Αθήνα', 'strasse-and-orsted-lodz-z-athina'],
      ['$5 cuts™ | £9 + wash', '5-cuts-9-wash'],
      ['100 % Yoga!!!', '100-percent-yoga'],
      ['Smith / Sons', 'smith-sons'],
      ['--- Dash ---', 'dash'],
      ['Ab', 'ab-bookings'],
      ['美容院', 'bookings-page'],
      ['\u202Eevil', 'evil'],
    ])
    .run(({ assert }, [name, slug]) => {
      assert.equal(freeSlug(name, new Set()), slug)
    })

  test('is numbered on a clash and never a reserved word', ({ assert }) => {
    assert.equal(freeSlug('Swim', new Set(['swim', 'swim-2'])), 'swim-3')
    assert.equal(freeSlug('Admin', new Set()), 'admin-2')
    assert.isTrue(isReservedSlug('book'))
  })

  test('stays within 100 characters, its number included', ({ assert }) => {
    const name = 'a'.repeat(200)
    const first = freeSlug(name, new Set())
    const second = freeSlug(name, new Set([first]))
    assert.lengthOf(first, 100)
    assert.lengthOf(second, 100)
    assert.match(second, /-2$/)
  })
})
