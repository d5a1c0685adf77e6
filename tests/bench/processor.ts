import autocannon from 'autocannon'
import { processorOf } from './bench_server.js'

/** Until the engine of JavaScript has compiled what an answer runs through, each costs up to twice as much. */
const WARM_UP = 2000

export interface Turn {
  name: string
  url: string
  /** The turn that its figure is divided by. */
  beside: string
  /** Done before each request, and not counted: the server is another process. */
  before?: () => Promise<unknown>
}

/**
 * Milliseconds of the server's processor for each answer: the least of many turns, since whatever
 * else the machine does can only add to it. All take turns, so that they meet the same machine.
 */
export async function leastProcessor(turns: Turn[], rounds: number, requests: number) {
  const least = new Map<string, number>()
  for (const turn of turns) await spent(turn, WARM_UP)
  for (let round = 0; round < rounds; round++) {
    for (const turn of turns) {
      const known = least.get(turn.name) ?? Infinity
      least.set(turn.name, Math.min(known, await spent(turn, requests)))
    }
  }
  return least
}

async function spent({ url, before }: Turn, requests: number): Promise<number> {
  const began = await processorOf(url)
  const answered = before ? await oneByOne(url, requests, before) : await allAtOnce(url, requests)
  const used = ((await processorOf(url)) - began) / requests
  if (answered !== requests) throw new Error(`${requests - answered} failed: ${url}`)
  return used
}

async function allAtOnce(url: string, amount: number): Promise<number> {
  const result = await autocannon({ url, connections: 20, amount })
  return result['2xx']
}

async function oneByOne(
  url: string,
  requests: number,
  before: () => Promise<unknown>
): Promise<number> {
  let answered = 0
  for (let request = 0; request < requests; request++) {
    await before()
    const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
    await answer.arrayBuffer()
    if (answer.ok) answered++
  }
  return answered
}
