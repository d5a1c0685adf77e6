import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq'
import type { BackendFactory, IQueueBackend } from 'bullmq'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { Redis } from 'ioredis'
import pg from 'pg'
import queueConfig from '#config/queue'

interface Connection {
  backend: BackendFactory<IQueueBackend, typeof shared>
  close(): Promise<unknown>
}

/** BullMQ wants a connection for each object; all of ours share the one of this process. */
export const shared = 'shared'

let connection: Connection | undefined

function connect(): Connection {
  connection ??= queueConfig.redisUrl ? toRedis(queueConfig.redisUrl) : toPostgres()
  return connection
}

/** The next use of the queue connects again. */
export async function disconnect(): Promise<void> {
  const closing = connection
  connection = undefined
  await closing?.close()
}

app.terminating(disconnect)

function toRedis(url: string): Connection {
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  redis.on('error', reportLostConnection)
  return {
    backend: (name, options, extra) =>
      createRedisBackend(name, { ...options, connection: redis }, extra),
    // `quit` would wait for a Redis that is out of reach.
    close: async () => (redis.status === 'ready' ? redis.quit() : redis.disconnect()),
  }
}

function toPostgres(): Connection {
  const pool = new pg.Pool({
    connectionString: queueConfig.databaseUrl,
    // No nudge is worth a wait for the disk: the sweep finds what is lost in a crash.
    options: `-c search_path=${queueConfig.schema} -c synchronous_commit=off`,
    keepAlive: true,
    max: queueConfig.concurrency + 3,
    connectionTimeoutMillis: queueConfig.wakeWithinMs,
  })
  pool.on('error', reportLostConnection)
  return {
    backend: (name, options, extra) =>
      createPostgresBackend(name, { ...options, connection: pool }, extra),
    close: () => pool.end(),
  }
}

function reportLostConnection(error: Error) {
  logger.warn({ err: error }, 'The queue lost its connection')
}

export const { Queue, Worker } = withBackend<IQueueBackend, typeof shared>((name, options, extra) =>
  connect().backend(name, options, extra)
)
