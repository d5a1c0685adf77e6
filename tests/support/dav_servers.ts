import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CalendarAccess } from '#services/calendars/calendar_provider'
import { isExpected } from '#tests/support/programs'
import { freePort } from '#tests/support/web_process'
import { until } from '#tests/support/until'

export const DAV_PROGRAMS = ['radicale', 'xandikos'] as const
export type DavProgram = (typeof DAV_PROGRAMS)[number]

/** Those that this machine can start. */
export const davPrograms = DAV_PROGRAMS.filter(isExpected)

const USER = 'ines'
const PASSWORD = 'a password, with spaces'

/** A real CalDAV server on a free port, with a folder of its own. */
export class DavServer {
  private constructor(
    readonly program: DavProgram,
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess
  ) {}

  static async open(program: DavProgram): Promise<DavServer> {
    const folder = await mkdtemp(join(tmpdir(), `bellhop-${program}-`))
    const port = await freePort()
    const args =
      program === 'radicale' ? await radicaleArgs(folder, port) : xandikosArgs(folder, port)
    const child = spawn(program, args, { stdio: 'ignore' })
    const server = new DavServer(program, `http://127.0.0.1:${port}/`, folder, child)
    try {
      await until(program, () => server.answers())
    } catch (error) {
      await server.stop()
      throw error
    }
    return server
  }

  async stop(): Promise<void> {
    const gone = this.child.exitCode === null ? once(this.child, 'exit') : null
    this.child.kill('SIGKILL')
    await gone
    await rm(this.folder, { recursive: true, force: true })
  }

  get access(): CalendarAccess {
    return this.accessBy(PASSWORD)
  }

  accessBy(password: string, serverUrl = this.url): CalendarAccess {
    const secrets = { kind: 'caldav', serverUrl, username: USER, password } as const
    return { secrets, keep: async () => {} }
  }

  /** As another program of the same person would. */
  async send(method: string, url: string, body?: string, headers: Record<string, string> = {}) {
    const pair = Buffer.from(`${USER}:${PASSWORD}`).toString('base64')
    const answer = await fetch(url, {
      method,
      body,
      headers: { authorization: `Basic ${pair}`, ...headers },
    })
    return { status: answer.status, text: await answer.text() }
  }

  async makeCalendar(path: string, component = 'VEVENT'): Promise<string> {
    const home = this.program === 'radicale' ? `${USER}/` : `${USER}/calendars/`
    const url = new URL(`${home}${path}/`, this.url).href
    const { status, text } = await this.send(
      'MKCALENDAR',
      url,
      `<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/">
        <D:set><D:prop><D:displayname>Pool ${path}</D:displayname><A:calendar-color>#3366ccff</A:calendar-color>
        <C:supported-calendar-component-set><C:comp name="${component}"/></C:supported-calendar-component-set>
        </D:prop></D:set></C:mkcalendar>`,
      { 'content-type': 'application/xml' }
    )
    if (status !== 201) throw new Error(`No calendar: ${status} ${text}`)
    return url
  }

  /** Of Radicale alone, whose rights say so. */
  async makeReadOnly(): Promise<string> {
    const place = join(this.folder, 'collections', 'collection-root', USER, 'reading')
    await mkdir(place, { recursive: true })
    await writeFile(join(place, '.Radicale.props'), JSON.stringify({ tag: 'VCALENDAR' }))
    return new URL(`${USER}/reading/`, this.url).href
  }

  private async answers(): Promise<boolean> {
    return fetch(this.url, { redirect: 'manual' }).then(
      () => true,
      () => false
    )
  }
}

async function radicaleArgs(folder: string, port: number): Promise<string[]> {
  await writeFile(join(folder, 'users'), `${USER}:${PASSWORD}\n`)
  const rights = [
    ...['[reading]', 'user: .+', 'collection: {user}/reading(/.*)?', 'permissions: Rri'],
    ...['[owner]', 'user: .+', 'collection: ({user}(/.*)?)?', 'permissions: RWrw'],
  ]
  await writeFile(join(folder, 'rights'), rights.join('\n'))
  const settings = [
    ...['[server]', `hosts = 127.0.0.1:${port}`],
    ...['[auth]', 'type = htpasswd', `htpasswd_filename = ${join(folder, 'users')}`],
    ...['htpasswd_encryption = plain', 'delay = 0'],
    ...['[rights]', 'type = from_file', `file = ${join(folder, 'rights')}`],
    ...['[storage]', `filesystem_folder = ${join(folder, 'collections')}`],
  ]
  const file = join(folder, 'config')
  await writeFile(file, settings.join('\n'))
  return ['--config', file]
}

function xandikosArgs(folder: string, port: number): string[] {
  const user = ['--current-user-principal', `/${USER}/`, '--defaults']
  return ['-d', join(folder, 'data'), '-l', '127.0.0.1', '-p', String(port), ...user]
}
