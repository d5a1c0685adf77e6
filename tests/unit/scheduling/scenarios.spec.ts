import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { simulate } from '#scheduling/scenarios/scenarios'

interface Example {
  id: string
  why: string
  expected: string[]
}

const examples: Example[] = JSON.parse(
  await readFile(new URL('examples.json', import.meta.url), 'utf8')
)

const valid = {
  now: '2026-12-01T08:00:00Z',
  hostTimeZone: 'Europe/London',
  weeklyHours: [{ weekday: 3, start: '09:00', end: '11:00' }],
  durationMinutes: 60,
  rangeStart: '2026-12-02T00:00:00Z',
  rangeEnd: '2026-12-03T00:00:00Z',
}

const hourlong = { start: '2026-12-02T09:00:00Z', end: '2026-12-02T10:00:00Z' }
const backwards = { start: hourlong.end, end: hourlong.start }
const host = { hostTimeZone: 'UTC', weeklyHours: [] }

test.group('A scenario', () => {
  test('{id}: {why}')
    .with(examples)
    .run(({ assert }, example) => {
      assert.deepEqual(simulate([example]), [example.expected])
    })

  test('in docs/scenarios.md answers as it says there', async ({ assert }) => {
    const page = await readFile(new URL('../../../docs/scenarios.md', import.meta.url), 'utf8')
    const input = /echo '([^']+)'/.exec(page)?.[1] ?? ''
    const answer = /^answers `([^`]+)`/m.exec(page)?.[1] ?? ''
    assert.deepEqual(simulate(JSON.parse(input)), JSON.parse(answer))
  })

  test('fills in what is left out', ({ assert }) => {
    assert.deepEqual(simulate([valid]), [['2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z']])
  })

  test('with reasons lists every start of the grid that is not on offer', ({ assert }) => {
    const busy = [{ start: '2026-12-02T09:50:00Z', end: '2026-12-02T10:00:00Z' }]
    const scenario = { ...valid, busy, slotIntervalMinutes: 30, minimumNoticeMinutes: 1530 }
    assert.deepEqual(simulate([scenario], { withReasons: true }), [
      {
        slots: ['2026-12-02T10:00:00Z'],
        refused: [
          {
            start: '2026-12-02T09:00:00Z',
            reasons: [
              { code: 'too_soon', earliest: '2026-12-02T09:30:00Z', hostId: null },
              { code: 'busy', ...busy[0], hostId: 0 },
            ],
          },
          {
            start: '2026-12-02T09:30:00Z',
            reasons: [{ code: 'busy', ...busy[0], hostId: 0 }],
          },
          {
            start: '2026-12-02T10:30:00Z',
            reasons: [{ code: 'does_not_fit', closesAt: '2026-12-02T11:00:00Z', hostId: 0 }],
          },
        ],
      },
    ])
  })

  test('counts every booking of a host toward the limits', ({ assert }) => {
    const bookings = [
      { start: '2026-12-02T20:00:00Z', end: '2026-12-02T21:00:00Z', sameService: false },
    ]
    assert.deepEqual(simulate([{ ...valid, bookings, dailyLimit: 1 }]), [[]])
    assert.deepEqual(simulate([{ ...valid, bookings, weeklyLimit: 1 }]), [[]])
  })

  test('reads what is the business’s on its clock, else on that of the first host', ({
    assert,
  }) => {
    const everywhere = { ...valid, startTimes: [{ start: '10:00' }], bookableUntil: '2026-12-02' }
    const hosts = ['Europe/London', 'Europe/Paris'].map((hostTimeZone) => ({
      ...{ hostTimeZone, weeklyHours: [{ weekday: 3, start: '08:00', end: '12:00' }] },
    }))
    const team = { ...everywhere, hosts, mode: 'collective' }
    const kiribati = { ...everywhere, businessTimeZone: 'Pacific/Kiritimati' }
    assert.deepEqual(
      simulate([team, { ...team, businessTimeZone: 'Europe/Paris' }, everywhere, kiribati]),
      [['2026-12-02T10:00:00Z'], ['2026-12-02T09:00:00Z'], ['2026-12-02T10:00:00Z'], []]
    )
  })

  test('counts a group session once toward the limits, and lets it be joined', ({ assert }) => {
    const group = { ...valid, capacity: 3, dailyLimit: 2, bookings: [hourlong, hourlong] }
    const [nine, ten] = ['2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z']
    assert.deepEqual(simulate([group]), [[nine, ten]])
    assert.deepEqual(simulate([{ ...group, dailyLimit: 1 }]), [[nine]])
    assert.deepEqual(simulate([{ ...group, bookings: [{ ...hourlong, seats: 3 }] }]), [[ten]])
    const others = [hourlong, { ...hourlong, sameService: false }]
    assert.deepEqual(simulate([{ ...group, bookings: others }]), [[]])
  })

  test('may list its start times, and name the dates that can be booked', ({ assert }) => {
    const listed = { ...valid, startTimes: [{ start: '09:20' }, { start: '09:30', end: '10:30' }] }
    const stepped = { ...listed, slotIntervalMinutes: 30 }
    assert.deepEqual(simulate([listed, stepped]), [
      ['2026-12-02T09:20:00Z', '2026-12-02T09:30:00Z'],
      ['2026-12-02T09:20:00Z', '2026-12-02T09:30:00Z', '2026-12-02T10:00:00Z'],
    ])
    const early = { ...valid, bookableFrom: '2026-12-03' }
    const late = { ...valid, bookableUntil: '2026-12-01' }
    assert.deepEqual(simulate([early, late]), [[], []])
  })

  test('take blocked time out of the hours, once or every week, whole days unless it says when', ({
    assert,
  }) => {
    const [nine, ten] = ['2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z']
    const input = [
      [{ date: '2026-12-02', start: '10:30', end: '14:00' }],
      [{ date: '2026-12-02' }],
      [{ date: '2026-11-30', lastDate: '2026-12-04', start: '09:00', end: '10:00' }],
      [{ date: '2025-12-03', weeklyDays: 1, start: '09:00', end: '10:00' }],
      [{ date: '2025-12-03', weeklyDays: 1, except: [{ date: '2026-12-02' }] }],
      [{ date: '2025-12-03', weeklyDays: 1, lastDate: '2026-12-01' }],
    ].map((blocks) => ({ ...valid, blocks }))
    assert.deepEqual(simulate(input), [[nine], [], [ten], [ten], [nine, ten], [nine, ten]])
  })

  test('that is not valid says why in its place, and the others still answer', ({ assert }) => {
    const answers = simulate([valid, { ...valid, now: 'yesterday' }, valid])
    assert.deepEqual(answers[1], {
      error: 'now: must be a moment in UTC, like 2026-12-01T09:00:00Z',
    })
    assert.deepEqual(answers[2], answers[0])
  })

  test('names the field that is wrong: {0}')
    .with([
      ['scenario', null],
      ['scenario', [valid]],
      ['now', { ...valid, now: undefined }],
      ['now', { ...valid, now: '2026-12-01T08:00:00+01:00' }],
      ['now', { ...valid, now: '2026-02-30T08:00:00Z' }],
      ['now', { ...valid, now: '0001-01-01T08:00:00Z' }],
      ['rangeStart', { ...valid, rangeStart: 5 }],
      ['rangeEnd', { ...valid, rangeEnd: '2026-12-01T00:00:00Z' }],
      ['rangeEnd', { ...valid, rangeEnd: '2196-12-01T00:00:00Z' }],
      ['hostTimeZone', { ...valid, hostTimeZone: 'Europe/Atlantis' }],
      ['hostTimeZone', { ...valid, hostTimeZone: '+01:00' }],
      ['hostTimeZone', { ...valid, hostTimeZone: undefined }],
      ['businessTimeZone', { ...valid, businessTimeZone: 'London' }],
      ['durationMinutes', { ...valid, durationMinutes: 0 }],
      ['durationMinutes', { ...valid, durationMinutes: '60' }],
      ['slotIntervalMinutes', { ...valid, slotIntervalMinutes: -15 }],
      ['bufferAfterMinutes', { ...valid, bufferAfterMinutes: 2.5 }],
      ['horizonDays', { ...valid, horizonDays: -1 }],
      ['dailyLimit', { ...valid, dailyLimit: 'two' }],
      ['weekStartsOn', { ...valid, weekStartsOn: 7 }],
      ['capacity', { ...valid, capacity: 0 }],
      ['weeklyHours', { ...valid, weeklyHours: 'always' }],
      ['weeklyHours[0]', { ...valid, weeklyHours: ['always'] }],
      ['weeklyHours[0].weekday', { ...valid, weeklyHours: [{ weekday: 7 }] }],
      ['startTimes', { ...valid, startTimes: '11:00' }],
      ['startTimes[0].start', { ...valid, startTimes: [{}] }],
      ['startTimes[0].end', { ...valid, startTimes: [{ start: '11:00', end: 'noon' }] }],
      ['bookableFrom', { ...valid, bookableFrom: '2026-02-29' }],
      ['bookableUntil', { ...valid, bookableFrom: '2026-03-02', bookableUntil: '2026-03-01' }],
      ['weeklyHours[0].start', withHours('24:00', '24:00')],
      ['weeklyHours[0].start', withHours('9:00', '10:00')],
      ['weeklyHours[0].end', withHours('09:00', '24:01')],
      ['overrides[0].date', { ...valid, overrides: [{ date: '2026-02-29', windows: [] }] }],
      ['overrides[0].windows', { ...valid, overrides: [{ date: '2026-02-28' }] }],
      ['blocks[0].date', { ...valid, blocks: [{ start: '09:00' }] }],
      ['blocks[0].lastDate', withBlock({ lastDate: '2026-12-01' })],
      ['blocks[0].weeklyDays', withBlock({ weeklyDays: 8 })],
      ['blocks[0].start', withBlock({ start: '24:00' })],
      ['blocks[0].end', withBlock({ end: 'noon' })],
      ['blocks[0].except[0].date', withBlock({ except: [{}] })],
      ['busy[0].end', { ...valid, busy: [backwards] }],
      ['bookings[0].end', { ...valid, bookings: [backwards] }],
      ['bookings[0].seats', { ...valid, bookings: [{ ...hourlong, seats: 0 }] }],
      ['bookings[0].sameService', { ...valid, bookings: [{ ...hourlong, sameService: 'yes' }] }],
      ['hosts', { ...valid, hosts: [] }],
      ['hosts[1].hostTimeZone', { ...valid, hosts: [host, { ...host, hostTimeZone: 'PST' }] }],
      ['mode', { ...valid, hosts: [host], mode: 'either' }],
    ])
    .run(({ assert }, [field, scenario]) => {
      const [answer] = simulate([scenario])
      assert.isTrue('error' in answer && answer.error.startsWith(`${String(field)}: `))
    })
})

function withHours(start: string, end: string): object {
  return { ...valid, weeklyHours: [{ weekday: 3, start, end }] }
}

function withBlock(given: object): object {
  return { ...valid, blocks: [{ date: '2026-12-02', ...given }] }
}
