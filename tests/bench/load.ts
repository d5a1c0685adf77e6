import { readFile } from 'node:fs/promises'
import type { ChildProcess } from 'node:child_process'
import { arrive, type Answered, type Asked } from './arrivals.js'
import { processorOf, startServer, stopServer } from './bench_server.js'
import { openDailyMix } from './daily_mix.js'
import { printTable } from './measure.js'

const PORTS = [3396, 3397]
const IDLE_PER_SECOND = 10
const FIRST_PER_SECOND = 40
const STEP = 1.25
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10)
const WARM_UP = { perSecond: 60, seconds: 15 }
/** Beyond that a server is said to be full: its idle p95, or a time that nobody notices. */
const MOST_TIMES_IDLE = 5

interface Step extends Answered {
  asked: number
  /** Milliseconds of the web processes' processor for each request. */
  processor: number
  /** Of each web process, in MB. */
  memory: number[]
}

/**
 * How many requests a second one machine answers without an error and with a 95th percentile of at most five
 * times its idle value: what clients ask of many businesses, and the trivial page; by one web process, and by
 * two. The generator and the database are on the same machine.
 */
export async function run(): Promise<void> {
  const mix = await openDailyMix()
  const trivial = () => ({ path: '/bench/page' })
  const highest: Record<string, string>[] = []
  for (const count of [1, 2]) {
    const ports = PORTS.slice(0, count)
    const servers: ChildProcess[] = []
    try {
      for (const port of ports) servers.push(await startServer(port))
      for (const [name, next] of [
        ['trivial page', trivial],
        ['daily mix', mix],
      ] as const) {
        const steps = await rise(ports, servers, next)
        const title = `${name}, ${count} web process${count > 1 ? 'es' : ''}`
        printTable(`${title}; requests that arrive evenly, milliseconds`, steps.map(toCells(steps)))
        highest.push(summary(title, steps))
      }
    } finally {
      for (const server of servers) await stopServer(server)
    }
  }
  printTable('The highest rate without errors and at most five times the idle p95', highest)
}

/** The first step is idle, the last one is too much. */
async function rise(
  ports: readonly number[],
  servers: readonly ChildProcess[],
  next: (nth: number) => Asked
): Promise<Step[]> {
  await arrive(ports, WARM_UP, next)
  const steps = [await step(ports, servers, IDLE_PER_SECOND, next)]
  for (let rate = FIRST_PER_SECOND; ; rate = Math.round(rate * STEP)) {
    const taken = await step(ports, servers, rate, next)
    steps.push(taken)
    if (!holds(taken, steps[0])) return steps
  }
}

async function step(
  ports: readonly number[],
  servers: readonly ChildProcess[],
  perSecond: number,
  next: (nth: number) => Asked
): Promise<Step> {
  const before = await processorOfAll(ports)
  const answered = await arrive(ports, { perSecond, seconds: SECONDS }, next)
  const processor = ((await processorOfAll(ports)) - before) / (perSecond * SECONDS)
  return {
    ...answered,
    asked: perSecond,
    processor,
    memory: await Promise.all(servers.map(memoryOf)),
  }
}

async function processorOfAll(ports: readonly number[]): Promise<number> {
  const each = await Promise.all(ports.map((port) => processorOf(`http://127.0.0.1:${port}`)))
  return each.reduce((sum, used) => sum + used, 0)
}

/** Its own and its share of what others use too, in MB; NaN where the system does not tell. */
export async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const told = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(told)?.[1]) / 1024
}

const holds = ({ p95, failures }: Answered, idle: Answered) =>
  failures.size === 0 && p95 <= idle.p95 * MOST_TIMES_IDLE

const toCells = (steps: readonly Step[]) => (taken: Step) => ({
  'asked per second': String(taken.asked),
  'answered': taken.perSecond.toFixed(0),
  'p50': taken.p50.toFixed(1),
  'p95': taken.p95.toFixed(1),
  'to idle': (taken.p95 / steps[0].p95).toFixed(1),
  'processor': taken.processor.toFixed(2),
  'memory, MB': taken.memory.map((mb) => mb.toFixed(0)).join(' + '),
  'failed': [...taken.failures].map(([what, times]) => `${times} × ${what}`).join(', ') || 'none',
})

function summary(title: string, steps: readonly Step[]): Record<string, string> {
  const best = steps.findLast((taken) => holds(taken, steps[0])) ?? steps[0]
  return {
    'what': title.padEnd(32),
    'per second': String(best.asked),
    'p95': best.p95.toFixed(1),
    'idle p95': steps[0].p95.toFixed(1),
    'processor': best.processor.toFixed(2),
    'memory, MB': best.memory.map((mb) => mb.toFixed(0)).join(' + '),
  }
}
