import { test } from '@japa/runner'
import { IANAZone } from 'luxon'
import { zoneChoices } from '#formats/words/choices'
import { zoneCity, zoneOffset } from '#formats/times/times'
import { canonicalZone } from '#formats/times/zone_names'

const OLD_NAMES =
  /Asmera|Calcutta|Katmandu|Rangoon|Saigon|Faeroe|Kiev|Godthab|Enderbury|Ponape|Truk|Coral_Harbour|^America\/(Buenos_Aires|Catamarca|Cordoba|Jujuy|Mendoza|Indianapolis|Louisville)$/

test.group('Names of time zones', () => {
  test('on the list are valid, in today’s spelling, and there once', ({ assert }) => {
    const names = zoneChoices().map(({ value }) => value)
    assert.isAbove(names.length, 400)
    assert.deepEqual(
      names.filter((name) => !IANAZone.isValidZone(name)),
      []
    )
    assert.deepEqual(
      names.filter((name) => OLD_NAMES.test(name)),
      []
    )
    assert.lengthOf(new Set(names), names.length)
    assert.includeMembers(names, ['Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'UTC'])
  })

  test('lose no zone to their renaming', ({ assert }) => {
    const own = Intl.supportedValuesOf('timeZone')
    const listed = new Set(zoneChoices().map(({ value }) => value))
    assert.isEmpty(own.filter((name) => !listed.has(canonicalZone(name))))
  })

  for (const [given, canonical] of [
    ['europe/london', 'Europe/London'],
    ['ASIA/CALCUTTA', 'Asia/Kolkata'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['America/Indianapolis', 'America/Indiana/Indianapolis'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['etc/utc', 'UTC'],
  ]) {
    test(`${given} is ${canonical}`, ({ assert }) => {
      assert.equal(canonicalZone(given), canonical)
    })
  }

  test('keep an older one that a row was stored under, and show it as today’s', ({ assert }) => {
    const choice = zoneChoices('Asia/Calcutta').find(({ value }) => value === 'Asia/Calcutta')
    assert.deepEqual(choice, { value: 'Asia/Calcutta', label: 'Kolkata', group: 'Asia' })
    assert.equal(zoneCity('Asia/Calcutta'), 'Kolkata')
  })

  for (const [zone, name] of [
    ['Etc/GMT+5', 'GMT−5'],
    ['Etc/GMT-14', 'GMT+14'],
    ['Etc/GMT-0', 'GMT'],
    ['Europe/London', 'London'],
  ]) {
    test(`${zone} is called ${name}, which agrees with its offset`, ({ assert }) => {
      assert.equal(zoneCity(zone), name)
      if (name !== 'London') assert.equal(zoneOffset(Date.UTC(2026, 10, 28), zone), name)
    })
  }
})
