import { spawnSync } from 'node:child_process'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

function bench(...args: string[]) {
  const options = { cwd: app.makePath(), encoding: 'utf8', timeout: 90_000 } as const
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['bin/bellhop.js', 'bench', ...args],
    options
  )
  return { status, output: stdout + stderr }
}

test.group('npm run bench', () => {
  test('says which benches there are, without starting one', ({ assert }) => {
    const { status, output } = bench('--help')
    assert.equal(status, 0)
    assert.match(output, /-- availability[\s\S]+-- pages[\s\S]+-- bookings[\s\S]+-- refusals/)
  })

  test('refuses an unknown one in a sentence', ({ assert }) => {
    const { status, output } = bench('speed')
    assert.equal(status, 1)
    assert.equal(
      output.trim(),
      'No bench is called "speed"; there are availability, pages, api, bookings, lists, lighthouse, start, policies, refusals, load and soak.'
    )
  })
})
