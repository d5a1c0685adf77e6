import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'

const VIEWS = 'resources/views'
const TICK = /<input type="checkbox" name="\w+\[\]"[^>]*/g

test('no browser ticks other rows, where a list is shown again after Back', ({ assert }) => {
  const pages = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.edge'))
    .map((file) => readFileSync(join(VIEWS, file), 'utf8'))
  const forms = pages.flatMap((page) => page.match(/<form [^\n]*/g) ?? [])
  const ticks = pages.flatMap((page) => page.match(TICK) ?? [])
  assert.isAbove(ticks.length, 3)
  const owners = new Set(ticks.map((tick) => /form="(\w+)"/.exec(tick)?.[1] ?? 'handover'))
  for (const id of owners) {
    const theirs = forms.filter((form) => form.includes(`id="${id}"`))
    assert.isNotEmpty(theirs, id)
    for (const form of theirs) assert.include(form, 'autocomplete="off"')
  }
})
