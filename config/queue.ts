import env from '#start/env'

/** BullMQ keeps its jobs in PostgreSQL, in a schema of its own, unless a Redis is given. */
export default {
  name: 'bellhop',
  redisUrl: env.get('REDIS_URL'),
  databaseUrl: env.get('DATABASE_URL'),
  schema: 'bullmq',

  /** How many jobs one worker runs at a time. */
  concurrency: 5,

  /**
   * A worker that dies leaves its jobs stalled; the default of 1 gave a job up when that happened
   * to it twice, and mail was lost.
   */
  maxStalledCount: 100,

  /** A waking call that takes longer is given up: the sweep finds the row. */
  wakeWithinMs: 2_000,

  /** After that nobody waits for the queue, save for one who tries it again each time this is over. */
  silentForMs: 10_000,

  /** How soon a schedule that the queue forgot is put there again. */
  checkScheduleEveryMs: 5_000,

  /** After SIGTERM, running jobs have this long before the process leaves without them. */
  drainWithinMs: 25_000,

  /** Finished jobs are kept only to look at. */
  keepCompleted: { age: 3_600, count: 1_000 },
  keepFailed: { age: 7 * 86_400, count: 5_000 },
}
