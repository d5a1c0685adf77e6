import { startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'
import { removeBookings, storeBookings } from './stored_bookings.js'

const PORT = 3394
const ORIGIN = `http://127.0.0.1:${PORT}`
const TRIVIAL = '/bench/page'
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
/** The n-th answers of a process that are looked at together. */
const PARTS = [
  [1, 10],
  [11, 100],
  [101, 1000],
  [2001, 3000],
] as const
const LAST = 3000
const WARM_UP = 300

interface Answers {
  ready: number
  spent: number
  times: number[]
}

/**
 * What the first answers of a process cost that has just started, one after the other, and what it takes
 * to ask for some pages before anybody else is let in.
 */
export async function run(): Promise<void> {
  const busy = await storeBookings(5, 10_000)
  try {
    const month = `/book/${busy.business.slug}/${busy.service.slug}`
    const rounds: Record<'trivial' | 'cold' | 'warmed', Answers>[] = []
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        trivial: await firstAnswers(TRIVIAL, 0),
        cold: await firstAnswers(month, 0),
        warmed: await firstAnswers(month, WARM_UP),
      })
    }
    const typical = (read: (round: (typeof rounds)[number]) => number) =>
      rounds
        .map(read)
        .toSorted((one, other) => one - other)
        [Math.floor(ROUNDS / 2)].toFixed(1)
    printTable(
      `Milliseconds of the n-th answers of a process, one by one: median and p95, the median of ${ROUNDS}`,
      PARTS.flatMap(([from, to]) =>
        (['trivial', 'cold', 'warmed'] as const).map((kind) => ({
          answers: `${from} to ${to}`.padEnd(12),
          page: { trivial: 'trivial', cold: 'month page', warmed: 'month page, warmed up' }[kind],
          median: typical((round) => at(round[kind].times.slice(from - 1, to), 0.5)),
          p95: typical((round) => at(round[kind].times.slice(from - 1, to), 0.95)),
        }))
      )
    )
    console.log(
      `Ready after ${typical(({ cold }) => cold.ready)} ms; ${WARM_UP} pages before that take ` +
        `${typical(({ warmed }) => warmed.spent)} ms more.`
    )
  } finally {
    await removeBookings(busy)
  }
}

async function firstAnswers(path: string, warmUp: number): Promise<Answers> {
  const started = performance.now()
  const server = await startServer(PORT)
  const ready = performance.now() - started
  try {
    const get = async () => (await fetch(ORIGIN + path)).arrayBuffer()
    const began = performance.now()
    for (let request = 0; request < warmUp; request++) await get()
    const spent = performance.now() - began
    const times: number[] = []
    for (let request = 0; request < LAST; request++) {
      const asked = performance.now()
      await get()
      times.push(performance.now() - asked)
    }
    return { ready, spent, times }
  } finally {
    await stopServer(server)
  }
}

function at(times: number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)]
}
