import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const EXPORTED =
  /^export (?:default )?(?:abstract |async )?(?:class|const|function\*?|interface|let|type) (\w+)/gm

test('a name is exported once', async ({ assert }) => {
  const filesOf = new Map<string, Set<string>>()
  for (const folder of ['app', 'commands', 'config', 'start']) {
    for (const name of await readdir(app.makePath(folder), { recursive: true })) {
      // Controllers have one name for each audience, and routes name them by their path.
      if (!name.endsWith('.ts') || name.endsWith('_controller.ts')) continue
      const file = `${folder}/${name}`
      for (const [, exported] of (await readFile(app.makePath(file), 'utf8')).matchAll(EXPORTED)) {
        filesOf.set(exported, (filesOf.get(exported) ?? new Set()).add(file))
      }
    }
  }
  assert.isAbove(filesOf.size, 1_000)
  assert.deepEqual(
    [...filesOf].filter(([, { size }]) => size > 1),
    []
  )
})
