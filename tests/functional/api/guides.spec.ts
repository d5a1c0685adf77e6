import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { apiDescription } from '#controllers/guest/docs/api_description'
import db from '@adonisjs/lucid/services/db'
import { codeIn } from '#tests/support/documents'

const read = (path: string) => readFile(app.makePath(path), 'utf8')

/** Of each row of a table: what is ours, in the second column. */
const oursIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => codeIn(line.split('|')[2] ?? ''))

test.group('Guides of the API', () => {
  const { paths } = apiDescription().reference.document
  const isOperation = (method: string, path: string) => method.toLowerCase() in (paths[path] ?? {})

  test('are led to, and served as text', async ({ client, assert }) => {
    const reference = (await client.get('/docs/api')).text()
    for (const name of ['api', 'data-dictionary']) {
      assert.include(reference, `href="/docs/${name}.md"`)
      const guide = await client.get(`/docs/${name}.md`)
      guide.assertStatus(200)
      guide.assertHeader('content-type', 'text/plain; charset=utf-8')
      assert.equal(guide.text(), await read(`docs/${name}.md`))
    }
    ;(await client.get('/docs/operating.md')).assertStatus(404)
  })

  test('docs/api.md: its operations are there', async ({ assert }) => {
    const named = codeIn(await read('docs/api.md'))
      .map((code) => code.split(' '))
      .filter(([method, path]) => /^[A-Z]+$/.test(method) && path?.startsWith('/'))
    assert.isAbove(named.length, 10)
    const missing = named.filter(([method, path]) => !isOperation(method, path))
    assert.deepEqual(missing, [])
  })

  test('docs/data-dictionary.md: what is ours is there', async ({ assert }) => {
    const ours = oursIn(await read('docs/data-dictionary.md'))
    const settings = (await read('.env.example')) + (await read('start/env.ts'))
    const patterns = Object.values(router.toJSON())
      .flat()
      .map(({ pattern }) => pattern.replaceAll(/:\w+/g, '{}'))
    const columns = new Set(await columnNames())
    const isThere = (code: string) => {
      const [method, path] = code.split(' ')
      if (path) return isOperation(method, path)
      if (code.startsWith('/')) return patterns.includes(code.replaceAll(/\{\w+\}/g, '{}'))
      if (/^[A-Z_]+$/.test(code)) return new RegExp(`\\b${code}\\b`).test(settings)
      return columns.has(code)
    }
    assert.isAbove(ours.length, 150)
    assert.deepEqual(
      ours.filter((code) => !isThere(code)),
      []
    )
  })
})

async function columnNames(): Promise<string[]> {
  const rows = await db
    .from('information_schema.columns')
    .where('table_schema', 'public')
    .select('table_name', 'column_name')
  return rows.map((row) => `${row.table_name}.${row.column_name}`)
}
