import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import queueConfig from '#config/queue'
import schedule, { type RecurringJob } from '#config/schedule'
import { openQueue, wake, type JobName } from '#services/queue'
import { openWorker } from '#services/queue_worker'
import { forkProgram } from '#tests/support/web_process'

test.group(`Queue on ${queueConfig.redisUrl ? 'Redis' : 'PostgreSQL'}`, (group) => {
  group.each.setup(async () => {
    await openQueue().obliterate({ force: true })
  })

  test('a job that is woken is run with its payload', async ({ assert }) => {
    const ran: unknown[] = []
    const worker = await startWorker(async (name, payload) => ran.push([name, payload]), [])

    await wake('deliver_notifications', { notificationIds: [7], requestId: 'r-7' })
    await until(() => ran.length > 0)
    await worker.drain()

    assert.deepEqual(ran, [['deliver_notifications', { notificationIds: [7], requestId: 'r-7' }]])
  })

  test('the same job id is added once', async ({ assert }) => {
    const payload = { notificationIds: [7] }
    await wake('deliver_notifications', payload, { jobId: 'outbox-7-1' })
    await wake('deliver_notifications', payload, { jobId: 'outbox-7-1' })

    assert.equal(await openQueue().getWaitingCount(), 1)
  })

  test('a queue that is silent keeps one waiting, not all, and is tried again after a while', async ({
    assert,
    cleanup,
  }) => {
    const queue = openQueue()
    const { add } = queue
    const { wakeWithinMs, silentForMs } = queueConfig
    const restore = () => {
      Object.assign(queue, { add })
      Object.assign(queueConfig, { wakeWithinMs, silentForMs })
    }
    cleanup(restore)
    let request = 0
    const sayNothing = () => {
      request++
      return new Promise(() => {})
    }
    Object.assign(queue, { add: sayNothing })
    Object.assign(queueConfig, { wakeWithinMs: 50, silentForMs: 400 })
    const nudge = () => wake('sweep_outbox', {})

    await nudge()
    await Promise.all(Array.from({ length: 20 }, nudge))
    assert.equal(request, 1)
    await setTimeout(450)
    await Promise.all(Array.from({ length: 20 }, nudge))
    assert.equal(request, 2)

    restore()
    await setTimeout(450)
    await nudge()
    await nudge()
    assert.equal(await queue.getWaitingCount(), 2)
  })

  test('a schedule that the queue forgot is put there again', async ({ assert, cleanup }) => {
    const { checkScheduleEveryMs } = queueConfig
    cleanup(() => void Object.assign(queueConfig, { checkScheduleEveryMs }))
    Object.assign(queueConfig, { checkScheduleEveryMs: 100 })
    const rare = [{ job: 'forget_expired', everySeconds: 3600 }] satisfies RecurringJob[]
    const worker = await startWorker(async () => {}, rare)
    const schedulers = async () => (await openQueue().getJobSchedulers()).length

    await openQueue().removeJobScheduler('forget_expired')
    await until(async () => (await schedulers()) === 1)
    await worker.drain()
    assert.equal(await schedulers(), 1)
  })

  test('a delayed job waits its time', async ({ assert }) => {
    const ran: number[] = []
    const worker = await startWorker(async () => ran.push(Date.now()), [])
    const wokenAt = Date.now()

    await wake('sweep_outbox', {}, { delayMs: 300 })
    await until(() => ran.length > 0)
    await worker.drain()

    assert.isAtLeast(ran[0] - wokenAt, 290)
  })

  test('draining lets what runs end, and leaves the rest in the queue', async ({ assert }) => {
    let started = 0
    let ended = 0
    const worker = await startWorker(async () => {
      started++
      await setTimeout(300)
      ended++
    }, [])

    await wake('deliver_notifications', { notificationIds: [1] })
    await until(() => started === 1)
    const drained = worker.drain()
    await wake('deliver_notifications', { notificationIds: [2] })

    assert.isTrue(await drained)
    assert.equal(ended, started)
    assert.equal(await openQueue().getActiveCount(), 0)
    assert.equal((await openQueue().getWaitingCount()) + ended, 2)
  })

  test('a job that fails is not tried again by the queue', async ({ assert }) => {
    let runs = 0
    const worker = await startWorker(async () => {
      runs++
      throw new Error('refused')
    }, [])

    await wake('expire_requests', {})
    await until(async () => (await openQueue().getFailedCount()) === 1)
    await setTimeout(200)
    await worker.drain()

    assert.equal(runs, 1)
  })

  test('two workers keep one schedule, and what left it is forgotten', async ({ assert }) => {
    const run = async () => {}
    await openQueue().upsertJobScheduler('retired_job', { every: 60_000 })
    const workers = [await startWorker(run, schedule), await startWorker(run, schedule)]
    const schedulers = await openQueue().getJobSchedulers()
    await Promise.all(workers.map((worker) => worker.drain()))

    assert.sameMembers(
      schedulers.map(({ key }) => key),
      schedule.map(({ job }) => job satisfies JobName)
    )
  })

  test('the worker process leaves with status 0 on SIGTERM', async ({ assert, cleanup }) => {
    const worker = forkProgram('worker')
    cleanup(() => void worker.kill('SIGKILL'))
    const [message] = await Promise.race([once(worker, 'message'), once(worker, 'exit')])
    assert.equal(message, 'ready')

    worker.kill('SIGTERM')
    const [status] = await once(worker, 'exit')
    assert.equal(status, 0)
  })
})

async function startWorker(runJob: Parameters<typeof openWorker>[0], recurring: RecurringJob[]) {
  const worker = openWorker(runJob)
  await worker.prepare(recurring)
  worker.run()
  return worker
}

async function until(holds: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not happen within 10 seconds')
    await setTimeout(20)
  }
}
