import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import type { TestContext } from '@japa/runner/core'
import { isExpected } from '#tests/support/programs'
import { freePort } from '#tests/support/web_process'
import { until } from '#tests/support/until'

/** Whether this machine has one to start. */
export const hasRedis = isExpected('redis-server')

/** A Redis that keeps nothing over its death: what is lost with it must not have mattered. */
export class RedisProcess {
  private child: ChildProcess | null = null

  private constructor(private readonly port: number) {}

  static async open(cleanup: TestContext['cleanup']): Promise<RedisProcess> {
    const opened = new RedisProcess(await freePort())
    cleanup(() => opened.kill())
    await opened.start()
    return opened
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const place = ['--port', String(this.port), '--bind', '127.0.0.1']
    const options = [...place, '--save', '', '--appendonly', 'no']
    this.child = spawn('redis-server', options, { stdio: 'ignore' })
    await until('Redis', () => this.answers())
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const { child } = this
    this.child = null
    if (!child) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** It stays connected and says nothing. */
  freeze(): void {
    this.child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.child?.kill('SIGCONT')
  }

  private async answers(): Promise<boolean> {
    const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null })
    redis.on('error', () => {})
    try {
      await redis.connect()
      return (await redis.ping()) === 'PONG'
    } catch {
      return false
    } finally {
      redis.disconnect()
    }
  }
}
