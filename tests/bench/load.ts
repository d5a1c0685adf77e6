import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import autocannon from 'autocannon'

/** The application in a process of its own, in production's clothes and without rate limits. */
export async function startServer(port: number): Promise<ChildProcess> {
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
  perSecond: number
  /** How many answers of each status. */
  statuses: Map<number, number>
}

/** Twenty connections at once for some seconds, after two to warm up. */
export async function load(url: string, seconds = 5, connections = 20): Promise<Figures> {
  await autocannon({ url, connections, duration: 2 })

  const times: number[] = []
  const statuses = new Map<number, number>()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = { url, connections, duration: seconds }
    const running = autocannon(options, (error, done) => (error ? reject(error) : resolve(done)))
    running.on('response', (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    })
  })
  if (result.errors > 0) throw new Error(`${result.errors} requests got no answer from ${url}`)

  times.sort((a, b) => a - b)
  const percentile = (share: number) => times[Math.floor((times.length - 1) * share)]
  return {
    p50: percentile(0.5),
    p95: percentile(0.95),
    perSecond: times.length / result.duration,
    statuses,
  }
}
