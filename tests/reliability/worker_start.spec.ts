import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { isLong } from '#tests/support/hammer'
import { listenOnLoopback } from '#tests/support/loopback'
import { forkProgram } from '#tests/support/web_process'

const STEP_MS = 50
/** Where a busy machine takes longer to start, they lie as far apart as that start is long. */
const MOST_MOMENTS = isLong ? 40 : 12
/** Where a busy machine takes longer to start, as long as that start: a job it began may have to load first. */
const GONE_WITHIN_MS = 2_000

/** The worker gives a start that failed this long to end in order. */
const FAILS_WITHIN_MS = 15_000

test.group('A worker that is still starting', (group) => {
  let workers: ChildProcess[] = []

  group.each.setup(() => () => {
    for (const worker of workers) worker.kill('SIGKILL')
    workers = []
  })

  const startWorker = (settings: Record<string, string> = {}) => {
    const worker = forkProgram('worker', settings, ['ignore', 'ignore', 'ignore', 'ipc'])
    workers.push(worker)
    return worker
  }

  test(`leaves within two seconds, at whatever moment it is asked to`, async ({ assert }) => {
    const startedAt = performance.now()
    await once(startWorker(), 'message')
    const takesMs = performance.now() - startedAt

    const goneWithinMs = Math.max(GONE_WITHIN_MS, takesMs)
    const isLate = async (afterMs: number) => {
      const worker = startWorker()
      const left = once(worker, 'exit')
      await setTimeout(afterMs)
      worker.kill('SIGTERM')
      const gone = await Promise.race([left, setTimeout(goneWithinMs, null)])
      worker.kill('SIGKILL')
      return gone === null
    }
    const stepMs = Math.max(STEP_MS, Math.ceil(takesMs / MOST_MOMENTS))
    const late: string[] = []
    for (let afterMs = stepMs; afterMs < takesMs + 4 * stepMs; afterMs += stepMs) {
      // A machine that is busy with other things is late once; a worker that spins is late again.
      if ((await isLate(afterMs)) && (await isLate(afterMs))) late.push(`asked after ${afterMs} ms`)
    }
    assert.deepEqual(late, [])
  }).timeout(400_000)

  test('ends by itself when the queue does not answer, to be started again', async ({
    assert,
    cleanup,
  }) => {
    const silent = await listenSilently()
    cleanup(() => silent.close())
    const worker = startWorker({
      DATABASE_URL: `postgres://bellhop:x@127.0.0.1:${silent.port}/bellhop`,
    })

    const left = once(worker, 'exit')
    const ended = await Promise.race([left, setTimeout(FAILS_WITHIN_MS, 'still there')])
    assert.deepEqual(ended, [1, null])
  })
})

/** Takes connections and never says a word. */
async function listenSilently() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  return {
    port: await listenOnLoopback(server),
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
