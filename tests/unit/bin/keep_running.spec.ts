import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

test.group('A program that is kept running', () => {
  test('is started again after a second, however often it ended, if it had become ready', async ({
    assert,
    cleanup,
  }) => {
    const script = app.makePath('tests/support/kept_process.js')
    const keeper = fork(script, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] })
    cleanup(() => void keeper.kill('SIGKILL'))
    const shown: string[] = []
    const lines = createInterface({ input: keeper.stdout! })
    while (shown.length < 4) shown.push(String((await once(lines, 'line'))[0]))
    assert.deepEqual(
      shown,
      Array(4).fill('The short process ended by itself; starting it again in 1 s.')
    )
  })
})
