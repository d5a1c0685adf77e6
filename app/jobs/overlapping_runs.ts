import logger from '@adonisjs/core/services/logger'
import { isSlow } from './is_slow.js'

/**
 * For what waits for others outside, who may hang: a run that takes long goes on after its job, and the
 * next begins beside it. So one that hangs keeps no job from its place, and nobody else waiting. What
 * runs has to lease what it takes.
 */
export class OverlappingRuns {
  private readonly running = new Set<Promise<void>>()

  constructor(
    private readonly run: () => Promise<unknown>,
    private readonly most = 5,
    private readonly patienceMs = 1_000
  ) {}

  /** Where there are too many, none is begun: the schedule asks again. */
  async begin(): Promise<void> {
    if (this.running.size >= this.most) return
    const begun = this.run()
    const ended = begun
      .then(
        () => undefined,
        () => undefined
      )
      .finally(() => this.running.delete(ended))
    this.running.add(ended)
    if (!(await isSlow(begun, this.patienceMs))) return
    begun.catch((error: unknown) => {
      logger.error({ err: error }, 'A slow run failed')
    })
  }

  async ended(): Promise<void> {
    await Promise.all(this.running)
  }
}
