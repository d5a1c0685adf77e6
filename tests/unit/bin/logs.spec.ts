import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** No file may be longer, which to whoever writes is as a disk that is full. */
const KILOBYTES = 4

const entry = (msg: string) => JSON.stringify({ level: 30, time: 0, msg })

test.group('The log of a process', () => {
  test('goes on when there is room again, and says that it was not kept', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(app.tmpPath('logs-'))
    cleanup(() => rm(folder, { recursive: true, force: true }))
    const limit = `trap '' XFSZ; ulimit -f ${KILOBYTES}; exec "$0" "$@"`
    const script = app.makePath('tests/support/logged_process.js')
    const keeper = spawn('bash', ['-c', limit, process.execPath, script, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    cleanup(() => void keeper.kill('SIGKILL'))
    const shown = createInterface({ input: keeper.stdout })
    const path = join(folder, 'logs', 'cat.log')

    // The last of these has no room any more, so that none of them comes after it was made.
    const long = `${entry('x'.repeat(500))}\n`
    const fill = long.repeat(Math.ceil((KILOBYTES * 1024) / long.length))
    keeper.stdin.write(`${entry('first')}\n${fill}`)
    const [refused] = await once(shown, 'line')
    assert.match(refused, /^The log of the cat process is not kept: /)
    assert.include(await readFile(path, 'utf8'), entry('first'))

    await truncate(path)
    keeper.stdin.write(`${entry('later')}\n`)
    const [again] = await once(shown, 'line')
    assert.equal(again, 'The log of the cat process is kept again.')
    assert.equal((await readFile(path, 'utf8')).trim(), entry('later'))
  })
})
