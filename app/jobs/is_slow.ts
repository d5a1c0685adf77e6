import { setTimeout as sleep } from 'node:timers/promises'

/** Whether it takes longer than that; fails where it does within that time. */
export async function isSlow(work: Promise<unknown>, patienceMs: number): Promise<boolean> {
  const timer = new AbortController()
  const late = sleep(patienceMs, true, { signal: timer.signal })
  late.catch(() => null)
  try {
    return await Promise.race([work.then(() => false), late])
  } finally {
    timer.abort()
  }
}
