import { fork, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { type Agent, request, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import app from '@adonisjs/core/services/app'

export type Program = 'server' | 'worker' | 'one'

const MOST_WORDS = 16_384

/**
 * The server or a worker as `npm start` keeps them: compiled, in a process of its own, on the database
 * of this run unless told otherwise. So it starts several times as fast as from its sources.
 */
export function forkProgram(
  program: Program,
  settings: Record<string, string> = {},
  stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc']
): ChildProcess {
  return fork(app.makePath(`build/bin/${program}.js`), {
    cwd: app.makePath('build'),
    execArgv: [],
    env: { ...process.env, HOST: '127.0.0.1', ...settings },
    stdio,
  })
}

export async function startProgram(
  program: Program,
  settings: Record<string, string>,
  /** Told of the process before it is ready. */
  onFork?: (child: ChildProcess) => void
): Promise<ChildProcess> {
  const child = forkProgram(program, settings, ['ignore', 'pipe', 'pipe', 'ipc'])
  const said = keepWords(child)
  onFork?.(child)
  // Not before its streams are at their end: its last words are those that matter.
  const ended = once(child, 'close').then(([code, signal]) => {
    const how = signal ? `was ended by ${signal}` : `left with code ${code}`
    return `${how}${said() ? `, having said:\n${said()}` : ' without a word'}`
  })
  const isReady = once(child, 'message').then(() => null)
  const failure = await Promise.race([isReady, ended])
  if (failure !== null) throw new Error(`The ${program} did not start: it ${failure}`)
  void ended.then((how) => {
    if (!child.killed) process.stderr.write(`The ${program} ${how}\n`)
  })
  return child
}

/** The last of what it says on both streams. */
function keepWords(child: ChildProcess): () => string {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (words: string) => {
      said = (said + words).slice(-MOST_WORDS)
    })
  }
  return () => said.trim()
}

export interface Answer {
  status: number
  body: string
  milliseconds: number
}

/** Posts JSON; fails like the connection when there is no answer. */
export async function postJson(
  port: number,
  path: string,
  body: object,
  { agent, headers = {} }: { agent: Agent; headers?: Record<string, string> }
): Promise<Answer> {
  const began = performance.now()
  const posted = request({
    ...{ host: '127.0.0.1', port, path, agent, method: 'POST' },
    headers: { 'content-type': 'application/json', 'accept': 'application/json', ...headers },
  })
  posted.end(JSON.stringify(body))
  const [response] = (await once(posted, 'response')) as [IncomingMessage]
  const answered = await text(response)
  return {
    status: response.statusCode ?? 0,
    body: answered,
    milliseconds: performance.now() - began,
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** The value below which that share of them lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)]
}
