import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const NAME = /^[a-z][A-Za-z]*$/

const components = await readAll('resources/js/components', '.js')
const templates = await readAll('resources/views', '.edge')
const specs = await readAll('tests/browser', '.spec.ts')

const behaviours = namesIn(components, /Alpine\.data\('(\w+)'/g)
const attributes = [...templates.matchAll(/\s(x-[a-z]+)(?:[:.][\w:.-]+)?="([^"]*)"/g)]

test.group('Behaviours', () => {
  test('attributes are directives that are there, and hold a name', ({ assert }) => {
    const methods = namesIn(components, /^ {2}(?:async )?(\w+)\([^)]*\) \{$/gm)
    const names = new Map([
      ['x-data', behaviours],
      ['x-on', methods],
      ['x-ref', attributes.map(([, , name]) => name).filter((name) => NAME.test(name))],
    ])
    const strays = attributes
      .filter(([, directive, name]) => !names.get(directive)?.includes(name))
      .map(([attribute]) => attribute.trim())
    assert.isAbove(attributes.length, 20)
    assert.deepEqual(strays, [])
    assert.notMatch(templates, /\s[@:][a-z]+[\w:.-]*="/)
  })

  test('one part of Alpine is used by all', ({ assert }) => {
    assert.notMatch(
      components,
      /from '(?!\.\.\/(alpine|clock_column|unsaved_forms)\.js|(\.\.\/){3}app\/formats\/)/
    )
  })

  test('{$self} is used on a page, and a browser test would miss it')
    .with(behaviours)
    .run(({ assert }, behaviour) => {
      assert.match(templates, new RegExp(`x-data(="|': .*')${behaviour}['"]`))
      assert.match(specs, new RegExp(`\\.tags\\(\\[[^\\]]*'@${behaviour}'`))
    })
})

/** All files below a folder as one text. */
async function readAll(folder: string, extension: string): Promise<string> {
  const files = await readdir(app.makePath(folder), { recursive: true })
  const wanted = files.filter((file) => file.endsWith(extension)).sort()
  const texts = wanted.map((file) => readFile(app.makePath(folder, file), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name)
}
