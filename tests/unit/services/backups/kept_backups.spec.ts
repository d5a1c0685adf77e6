import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { outlived } from '#services/backups/kept_backups'

const NOW = DateTime.fromISO('2030-06-15T12:00Z', { zone: 'utc' })
const none = { daily: 0, weekly: 0, monthly: 0 }

/** One each so many hours, back from now. */
function every(hours: number, times: number) {
  return Array.from({ length: times }, (_, nth) => ({ takenAt: NOW.minus({ hours: hours * nth }) }))
}

function keptOf(backups: { takenAt: DateTime }[], keeping: Parameters<typeof outlived>[1]) {
  const gone = new Set(outlived(backups, keeping, NOW))
  return backups.flatMap((backup) =>
    gone.has(backup) ? [] : [backup.takenAt.toFormat('yyyy-MM-dd HH')]
  )
}

test.group('Backups kept', () => {
  test('the last one of each of the latest days', ({ assert }) => {
    assert.deepEqual(keptOf(every(8, 12), { ...none, daily: 3 }), [
      ...['2030-06-15 12', '2030-06-15 04', '2030-06-14 20', '2030-06-13 20'],
    ])
  })

  test('of the latest weeks, which begin on Monday, and of the latest months', ({ assert }) => {
    const nightly = every(24, 100)
    assert.deepEqual(keptOf(nightly, { ...none, weekly: 3 }), [
      ...['2030-06-15 12', '2030-06-09 12', '2030-06-02 12'],
    ])
    assert.deepEqual(keptOf(nightly, { ...none, monthly: 3 }), [
      ...['2030-06-15 12', '2030-05-31 12', '2030-04-30 12'],
    ])
  })

  test('by default some two dozen cover a year', ({ assert }) => {
    const kept = keptOf(every(24, 500), { daily: 7, weekly: 4, monthly: 12 })
    assert.lengthOf(kept, 20)
    assert.equal(kept.at(-1), '2029-07-31 12')
  })

  test('days without a backup use none of them up', ({ assert }) => {
    const rare = [3, 300, 700].map((days) => ({ takenAt: NOW.minus({ days }) }))
    assert.lengthOf(outlived(rare, { ...none, daily: 3 }, NOW), 0)
  })

  test('the latest, however old, and all of the last 24 hours', ({ assert }) => {
    assert.lengthOf(outlived([{ takenAt: NOW.minus({ years: 3 }) }], none, NOW), 0)
    assert.lengthOf(outlived(every(1, 24), none, NOW), 0)
    assert.lengthOf(outlived(every(1, 30), none, NOW), 6)
  })
})
