import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import edge from 'edge.js'

const VIEWS = 'resources/views'

/** What a template calls by the names that only globals have, a part that few data reach among it. */
const CALLED = /(?<![.\w])((?:format|zone|iso)[A-Z]\w*)\(/g

test('every template calls globals that there are', ({ assert }) => {
  const unknown = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.edge'))
    .flatMap((file) => {
      const called = [...readFileSync(join(VIEWS, file), 'utf8').matchAll(CALLED)]
      return called.map(([, name]) => name).filter((name) => !(name in edge.globals))
    })
  assert.deepEqual(unknown, [])
})
