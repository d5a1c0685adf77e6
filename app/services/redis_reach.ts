import { Redis } from 'ioredis'

const CONNECT_WITHIN_MS = 3_000

export async function tryRedis(url: string): Promise<Error | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    commandTimeout: CONNECT_WITHIN_MS,
    retryStrategy: () => null,
  })
  // Only this event tells the cause; the call says no more than that the connection is closed.
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
