import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for what other processes bring about; what never comes is an error that names it. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`)
    await sleep(50)
  }
}
