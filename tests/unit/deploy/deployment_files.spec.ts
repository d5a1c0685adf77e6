import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { parse } from 'yaml'

interface Service {
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: object
}

const SERVICES = ['prepare', 'web', 'worker', 'postgres', 'redis', 'caddy']
const OURS = ['prepare', 'web', 'worker']

const read = (path: string) => readFile(app.makePath(path), 'utf8')

async function compose(): Promise<{ services: Record<string, Service>; volumes: object }> {
  return parse(await read('compose.yaml'), { merge: true, strict: true })
}

/** Names that an example of settings has, set or as a comment. */
async function namesIn(path: string): Promise<Set<string>> {
  const lines = (await read(path)).matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)
  return new Set([...lines].map(([, name]) => name))
}

test.group('What Bellhop is deployed with', () => {
  test('has web servers, workers and all they need, each started after what it waits for', async ({
    assert,
  }) => {
    const { services, volumes } = await compose()
    assert.sameMembers(Object.keys(services), SERVICES)
    for (const [name, { depends_on: before = {}, volumes: mounts = [] }] of Object.entries(
      services
    )) {
      for (const [needed, { condition }] of Object.entries(before)) {
        assert.include(SERVICES, needed, name)
        if (condition === 'service_healthy' && !OURS.includes(needed)) {
          assert.isDefined(services[needed].healthcheck, `${needed} says when it is well`)
        }
      }
      for (const mount of mounts) {
        const [source] = mount.split(':')
        const isThere = source.startsWith('./')
          ? existsSync(app.makePath(source))
          : source in volumes
        assert.isTrue(isThere, `${name}: ${mount}`)
      }
    }
  })

  test('gives settings that there are, and asks for no other than its example names', async ({
    assert,
  }) => {
    const { services } = await compose()
    const known = await namesIn('.env.example')
    for (const name of OURS) {
      for (const setting of Object.keys(services[name].environment ?? {})) {
        assert.isTrue(known.has(setting), `${name}: ${setting}`)
      }
    }
    const asked = (await read('compose.yaml')).matchAll(/\$\{([A-Z_]+)/g)
    const example = await namesIn('deploy/compose.env.example')
    assert.deepEqual([...new Set([...asked].map(([, name]) => name))].sort(), [...example].sort())
  })

  test('lets whoever makes backups or migrates be the owner of the schema, and no web server', async ({
    assert,
  }) => {
    const { services } = await compose()
    const owners = OURS.filter((name) => services[name].environment?.DATABASE_OWNER_URL)
    assert.deepEqual(owners, ['prepare', 'worker'])
    for (const name of owners) assert.include(services[name].volumes, 'backups:/backups')
  })

  test('starts programs that are there, under the Node that is fetched elsewhere', async ({
    assert,
  }) => {
    const { services } = await compose()
    const dockerfile = await read('Dockerfile')
    const [, started] = /^CMD \["node", "(.+?)"\]$/m.exec(dockerfile) ?? []
    const programs = [started, ...OURS.flatMap((name) => services[name].command?.[1] ?? [])]
    assert.deepEqual(programs, ['bin/server.js', 'bin/console.js', 'bin/worker.js'])
    for (const program of programs) {
      assert.isTrue(existsSync(app.makePath(program.replace(/js$/, 'ts'))), program)
    }
    const [, version] = /VERSION = '(.+)'/.exec(await read('bin/bootstrap/node.js')) ?? []
    const images = [...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, image]) => image)
    assert.deepEqual(images, [version, version])
    assert.match(
      await read('deploy/bellhop.service'),
      /^ExecStart=\S+ node bin\/bellhop.js start$/m
    )
  })

  test('leads requests to where web servers listen', async ({ assert }) => {
    const [, port] = /PORT=(\d+)/.exec(await read('Dockerfile')) ?? []
    assert.match(await read('deploy/Caddyfile'), new RegExp(`name web\\n\\s+port ${port}\\n`))
  })
})
