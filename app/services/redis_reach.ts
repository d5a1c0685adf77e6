import { Redis } from 'ioredis'

const CONNECT_WITHIN_MS = 3_000

/** Tries a Redis once: null when it can be used, else what it or the network says. */
export async function tryRedis(url: string): Promise<Error | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    commandTimeout: CONNECT_WITHIN_MS,
    retryStrategy: () => null,
  })
  // Told here alone; the call itself says only that the connection is closed.
  let trouble: Error | null = null
  redis.on('error', (error) => (trouble ??= error))
  try {
    await redis.connect()
    await redis.ping()
    return null
  } catch (error) {
    return trouble ?? (error instanceof Error ? error : new Error(String(error)))
  } finally {
    redis.disconnect()
  }
}
