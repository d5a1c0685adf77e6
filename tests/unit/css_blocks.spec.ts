import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** A rule of its own, outside of every condition: the layer's braces stand around it. */
const OWN_RULE = /^ {2}\.([\w-]+) \{/gm

test.group('The look of a class', () => {
  test('begins in one file, so that two components never share a name', async ({ assert }) => {
    const folder = app.makePath('resources/css/components')
    const filesOf = new Map<string, Set<string>>()
    for (const file of await readdir(folder)) {
      const source = await readFile(`${folder}/${file}`, 'utf8')
      for (const [, name] of source.matchAll(OWN_RULE)) {
        filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file))
      }
    }
    assert.isAbove(filesOf.size, 200)
    const shared = [...filesOf].filter(([, files]) => files.size > 1)
    assert.deepEqual(
      shared.map(([name, files]) => [name, ...files]),
      []
    )
  })
})
