import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import autocannon from 'autocannon'

/** The application in a process of its own, in production's clothes. */
export async function startServer(
  port: number,
  settings: Record<string, string> = {}
): Promise<ChildProcess> {
  const server = fork(new URL('./server.ts', import.meta.url), {
    execArgv: ['--import=@poppinss/ts-exec'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      APP_URL: `http://127.0.0.1:${port}`,
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      ...settings,
    },
  })
  await new Promise((resolve, reject) => {
    server.on('message', (message) => message === 'ready' && resolve(message))
    server.once('exit', () => reject(new Error('The server for the bench did not start')))
  })
  return server
}

/** Once the generator has left and its last requests are answered; resolves when the server is gone. */
export async function stopServer(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
}

export interface Figures {
  /** Milliseconds. */
  p50: number
  p95: number
  /** Processor time of the server's process for each answer, in milliseconds. */
  processor: number
  perSecond: number
  /** How many answers of each status. */
  statuses: Map<number, number>
}

/** Twenty connections at once for some seconds. */
export async function load(url: string, seconds: number, connections = 20): Promise<Figures> {
  const times: number[] = []
  const statuses = new Map<number, number>()
  const processorBefore = await processorOf(url)
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = { url, connections, duration: seconds }
    const running = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)))
    running.on('response', (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    })
  })
  if (result.errors > 0) throw new Error(`${result.errors} requests got no answer from ${url}`)
  const processor = (await processorOf(url)) - processorBefore

  times.sort((a, b) => a - b)
  const percentile = (share: number) => times[Math.floor((times.length - 1) * share)]
  return {
    p50: percentile(0.5),
    p95: percentile(0.95),
    processor: processor / times.length,
    perSecond: times.length / result.duration,
    statuses,
  }
}

/** What the server behind an address has used so far, in milliseconds. */
export async function processorOf(url: string): Promise<number> {
  const answer = await fetch(new URL('/bench/processor', url))
  const { user, system } = (await answer.json()) as NodeJS.CpuUsage
  return (user + system) / 1000
}
