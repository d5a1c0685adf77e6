import { test } from '@japa/runner'
import DeliverNotificationsJob, { slowDeliveries } from '#jobs/deliver_notifications_job'

test.group('The job that delivers mails', () => {
  test('waits for each, but not for one to which the mail server gives no answer', async ({
    assert,
  }) => {
    const steps: string[] = []
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const deliver = async (id: number) => {
      steps.push(`begins ${id}`)
      if (id === 1) await answered
      steps.push(`ends ${id}`)
    }
    await new DeliverNotificationsJob(deliver, 20).handle({ notificationIds: [1, 2, 3] })
    assert.deepEqual(steps, ['begins 1', 'begins 2', 'ends 2', 'begins 3', 'ends 3'])

    answer()
    await slowDeliveries()
    assert.equal(steps.at(-1), 'ends 1')
  })

  test('tells of one that fails at once', async ({ assert }) => {
    const failing = () => Promise.reject(new Error('no database'))
    const job = new DeliverNotificationsJob(failing, 20)
    await assert.rejects(() => job.handle({ notificationIds: [1] }), 'no database')
  })
})
