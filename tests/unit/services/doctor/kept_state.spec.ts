import { test } from '@japa/runner'
import type { Finding } from '#services/doctor/finding'
import {
  judgeBackups,
  judgeCalendarKeys,
  judgeCalendars,
  judgeClock,
  judgeMessages,
  judgeReaderRole,
  judgeWorker,
} from '#services/doctor/kept_state'

const NOW = Date.UTC(2026, 10, 30, 12)
const secondsAgo = (seconds: number) => NOW - seconds * 1_000
const stateOf = ({ found, state }: Finding) => `${found} ${state}`

test.group('What is kept here', () => {
  test('the clock may be off by five seconds, either way', ({ assert }) => {
    assert.equal(stateOf(judgeClock(-5_000)), 'clock_right good')
    assert.deepEqual(judgeClock(61_000).values, { seconds: 61, direction: 'ahead' })
    assert.deepEqual(judgeClock(-61_000).values, { seconds: 61, direction: 'behind' })
    assert.equal(stateOf(judgeClock(-61_000)), 'clock_wrong bad')
  })

  test('a worker is there while the sweep is taken up', ({ assert }) => {
    assert.equal(stateOf(judgeWorker(null, NOW)), 'worker_never bad')
    assert.equal(stateOf(judgeWorker(secondsAgo(-30), NOW)), 'worker_running good')
    assert.equal(stateOf(judgeWorker(secondsAgo(120), NOW)), 'worker_running good')
    const gone = judgeWorker(secondsAgo(600), NOW)
    assert.equal(stateOf(gone), 'worker_gone bad')
    assert.equal(gone.values.minutes, 10)
  })

  test('messages wait for a minute at most, and what failed is told of', ({ assert }) => {
    assert.equal(stateOf(judgeMessages({ oldestAgeSeconds: 60, failed: 0 })), 'messages_sent good')
    assert.equal(stateOf(judgeMessages({ oldestAgeSeconds: 0, failed: 2 })), 'messages_failed note')
    const late = judgeMessages({ oldestAgeSeconds: 300, failed: 2 })
    assert.equal(stateOf(late), 'messages_late bad')
    assert.equal(late.values.minutes, 5)
  })

  test('calendars are read, fail, or have to be connected anew', ({ assert }) => {
    const judged = (total: number, lost: number, failing: number) =>
      stateOf(judgeCalendars({ total, lost, failing }))
    assert.equal(judged(0, 0, 0), 'calendars_none good')
    assert.equal(judged(3, 0, 0), 'calendars_read good')
    assert.equal(judged(3, 0, 1), 'calendars_failing bad')
    assert.equal(judged(3, 1, 1), 'calendars_lost bad')
  })

  test('a backup may be two hours late', ({ assert }) => {
    const hours = (count: number) => count * 3_600
    assert.equal(stateOf(judgeBackups(null, null)), 'backups_off note')
    assert.equal(stateOf(judgeBackups(null, 24)), 'backups_none bad')
    assert.equal(stateOf(judgeBackups(hours(26), 24)), 'backups_made good')
    const late = judgeBackups(hours(26) + 1, 24)
    assert.equal(stateOf(late), 'backups_late bad')
    assert.deepEqual(late.values, { hours: 26 })
  })

  test('a role for what the portal reads is used, left unused, or missing', ({ assert }) => {
    const judged = (isUsed: boolean | null) =>
      stateOf(judgeReaderRole({ application: 'app', role: 'app_portal', isUsed }))
    assert.equal(judged(true), 'reader_role_used good')
    assert.equal(judged(false), 'reader_role_unused note')
    assert.equal(judged(null), 'reader_role_missing note')
  })

  test('half a pair of keys is none', ({ assert }) => {
    const judged = (google: 'none' | 'set' | 'half', microsoft: 'none' | 'set' | 'half') =>
      stateOf(judgeCalendarKeys({ google, microsoft }))
    assert.equal(judged('set', 'set'), 'keys_set good')
    assert.equal(judged('none', 'none'), 'keys_none note')
    assert.equal(judged('none', 'set'), 'keys_no_google note')
    assert.equal(judged('set', 'none'), 'keys_no_microsoft note')
    assert.equal(judged('set', 'half'), 'keys_half bad')
  })
})
