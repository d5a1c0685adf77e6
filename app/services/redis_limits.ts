import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { Redis } from 'ioredis'
import { Silence } from '#services/silence'

/** One script, so that counting and setting the window's end are one step; milliseconds. */
const TAKE = `
  local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  local ends = tonumber(redis.call('hget', KEYS[1], 'ends') or 0)
  if ends <= now then
    ends = now + window
    redis.call('hset', KEYS[1], 'taken', 0, 'ends', ends)
    redis.call('pexpire', KEYS[1], window)
  end
  return { redis.call('hincrby', KEYS[1], 'taken', 1), ends - now }`

const UNTAKE = `
  if redis.call('exists', KEYS[1]) == 1 then return redis.call('hincrby', KEYS[1], 'taken', -1) end
  return 0`

/** A booking waits no longer than this for a count; after that none waits at all for a while. */
const PATIENCE = { answersWithinMs: 500, silentForMs: 10_000 }

/** Never throws: null when Redis gives no answer. */
export class RedisLimits {
  private readonly redis: Redis
  private readonly silence = new Silence()

  constructor(
    url: string,
    private readonly patience = PATIENCE
  ) {
    this.redis = new Redis(url, {
      maxRetriesPerRequest: 1,
      commandTimeout: patience.answersWithinMs,
    })
    this.redis.on('error', (error) => logger.warn({ err: error }, 'The limits lost their Redis'))
    app.terminating(() => this.close())
  }

  /** `wait` is null, or the seconds until the limit allows more. */
  async take(
    key: string,
    { most, seconds }: { most: number; seconds: number }
  ): Promise<{ wait: number | null } | null> {
    const counted = await this.count(key, seconds)
    return counted && { wait: counted.taken > most ? counted.wait : null }
  }

  async count(key: string, seconds: number): Promise<{ taken: number; wait: number } | null> {
    const answer = await this.ask((redis) =>
      redis.eval(TAKE, 1, named(key), Date.now(), seconds * 1_000)
    )
    if (!Array.isArray(answer)) return null
    const [taken, endsInMs] = answer.map(Number)
    return { taken, wait: Math.ceil(endsInMs / 1_000) }
  }

  async uncount(key: string): Promise<boolean> {
    return (await this.ask((redis) => redis.eval(UNTAKE, 1, named(key)))) !== null
  }

  async giveBack(key: string): Promise<void> {
    await this.ask((redis) => redis.del(named(key)))
  }

  close(): void {
    this.redis.disconnect()
  }

  private async ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer | null> {
    if (this.silence.lasts(this.patience.silentForMs)) return null
    try {
      const answer = await question(this.redis)
      this.silence.end()
      return answer
    } catch (error) {
      this.silence.begin(this.patience.silentForMs)
      logger.warn({ err: error }, 'The limits are counted without Redis')
      return null
    }
  }
}

const named = (key: string) => `bellhop:rate-limit:${key}`
