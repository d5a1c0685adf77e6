import { readFile, readdir } from 'node:fs/promises'
import { test } from '@japa/runner'

const APP = new URL('../../app/', import.meta.url)

test.group('Dates of the wall', () => {
  test('are never read by the zones that PostgreSQL brings along', async ({ assert }) => {
    const files = (await readdir(APP, { recursive: true })).filter((name) => name.endsWith('.ts'))
    for (const name of files) {
      const text = await readFile(new URL(name, APP), 'utf8')
      assert.notMatch(text, /at time zone (?!'UTC')/i, name)
    }
  })
})
