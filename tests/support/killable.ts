import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { freePort, startProgram, type Program } from '#tests/support/web_process'

export type Victim = Program | 'postgres'

interface DatabaseUrls {
  DATABASE_URL: string
  DATABASE_OWNER_URL: string
}

/**
 * A web server, a worker and a PostgreSQL that keeps what it promises (fsync on), all of them there
 * to be killed and started again. Until closed, this process uses that database as well.
 */
export class Killable {
  private readonly programs = new Map<Program, ChildProcess>()
  private isClosing = false

  private constructor(
    private readonly folder: string,
    private readonly postgres: ChildProcess,
    readonly port: number,
    private readonly settings: Record<string, string>
  ) {}

  static async open(settings: Record<string, string>): Promise<Killable> {
    const folder = await mkdtemp(app.tmpPath('killable-'))
    const script = app.makePath('tests/support/postgres_process.js')
    const postgres = fork(script, [join(folder, 'postgres')], { stdio: 'ignore' })
    const [urls] = (await once(postgres, 'message')) as [DatabaseUrls]
    const port = await freePort()
    const own = { ...urls, ...settings, PORT: String(port), APP_URL: `http://127.0.0.1:${port}` }
    const opened = new Killable(folder, postgres, port, own)

    await run('bin/console.ts', ['database:prepare', '--quiet'], own)
    await useDatabase(urls.DATABASE_URL)
    return opened
  }

  async start(): Promise<void> {
    await Promise.all([this.keep('server'), this.keep('worker')])
  }

  /** kill -9. What started it starts it again. */
  async kill(victim: Victim): Promise<void> {
    if (victim !== 'postgres') return void this.programs.get(victim)?.kill('SIGKILL')
    const file = join(this.folder, 'postgres', 'cluster', 'postmaster.pid')
    while (!existsSync(file)) await sleep(20)
    process.kill(Number.parseInt(await readFile(file, 'utf8')), 'SIGKILL')
  }

  async close(): Promise<void> {
    this.isClosing = true
    for (const program of this.programs.values()) program.kill('SIGKILL')
    await useDatabase(String(process.env.DATABASE_URL))
    const gone = once(this.postgres, 'exit')
    this.postgres.kill('SIGTERM')
    await gone
    await rm(this.folder, { recursive: true, force: true })
  }

  private async keep(name: Program): Promise<void> {
    const child = await startProgram(name, this.settings, (forked) => {
      this.programs.set(name, forked)
    })
    child.once('exit', () => void (this.isClosing || this.startAgain(name)))
  }

  /** A database that is just coming back may make it fail a few times. */
  private async startAgain(name: Program): Promise<void> {
    while (!this.isClosing) {
      try {
        return await this.keep(name)
      } catch {
        await sleep(200)
      }
    }
  }
}

async function run(file: string, args: string[], settings: Record<string, string>) {
  const child = fork(app.makePath(file), args, {
    execArgv: ['--import=@poppinss/ts-exec'],
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`${file} ended with ${status}`)
}

async function useDatabase(connectionString: string): Promise<void> {
  const known = db.manager.get('postgres')
  if (known?.config.client !== 'pg') throw new Error('There is no PostgreSQL to leave')
  await db.manager.close('postgres')
  db.manager.patch('postgres', { ...known.config, connection: { connectionString } })
  db.manager.connect('postgres')
}
