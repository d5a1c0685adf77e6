import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const scenario = {
  now: '2026-12-01T08:00:00Z',
  hostTimeZone: 'Europe/London',
  weeklyHours: [{ weekday: 3, start: '09:00', end: '10:30' }],
  durationMinutes: 60,
  rangeStart: '2026-12-02T00:00:00Z',
  rangeEnd: '2026-12-03T00:00:00Z',
}

test.group('availability:simulate', () => {
  test('prints answers and nothing else, and ends well', async ({ assert }) => {
    const { output, status } = await simulate([scenario])
    assert.deepEqual(JSON.parse(output), [['2026-12-02T09:00:00Z']])
    assert.equal(status, 0)
  })

  test('explains on demand', async ({ assert }) => {
    const { output } = await simulate([scenario], '--explain')
    assert.deepEqual(JSON.parse(output), [
      {
        slots: ['2026-12-02T09:00:00Z'],
        refused: [
          {
            start: '2026-12-02T10:00:00Z',
            reasons: [{ code: 'does_not_fit', closesAt: '2026-12-02T10:30:00Z', hostId: 0 }],
          },
        ],
      },
    ])
  })

  test('answers the other scenarios when one is not valid, and ends with 1', async ({ assert }) => {
    const { output, status } = await simulate([{ ...scenario, hostTimeZone: 'Mars/X' }, scenario])
    assert.deepEqual(JSON.parse(output), [
      { error: 'hostTimeZone: must be an IANA time zone, like Europe/London' },
      ['2026-12-02T09:00:00Z'],
    ])
    assert.equal(status, 1)
  })

  test('says on standard error what it cannot read', async ({ assert }) => {
    const { output, errors, status } = await simulate(scenario)
    assert.equal(output, '')
    assert.equal(errors, 'The input must be a JSON array of scenarios.\n')
    assert.equal(status, 1)
  })
})

/** Runs the command as people do, with the scenarios on its standard input. */
async function simulate(input: unknown, ...flags: string[]) {
  const command = spawn(process.execPath, ['ace.js', 'availability:simulate', '-', ...flags], {
    cwd: ROOT,
  })
  const ended = new Promise<number | null>((resolve) => command.on('close', resolve))
  command.stdin.end(JSON.stringify(input))
  const [output, errors] = await Promise.all([text(command.stdout), text(command.stderr)])
  return { output, errors, status: await ended }
}
