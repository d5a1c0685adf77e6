import { test } from '@japa/runner'
import { apiDescription, describedOperations } from '#controllers/guest/docs/api_description'
import { operationAddress } from '#shapes/openapi/operation'
import { EXCEPTIONS } from '#shapes/openapi/words/exceptions'
import { OPERATION_WORDS, PATH_WORDS } from '#shapes/openapi/words/operations'
import { PROPERTY_WORDS } from '#shapes/openapi/words/properties'

interface Said {
  where: string
  description: unknown
}

const isRecord = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && !Array.isArray(part)

/** Each property and parameter of the document, with where it stands. */
function said(part: unknown, where = ''): Said[] {
  if (Array.isArray(part)) return part.flatMap((item, nth) => said(item, `${where}/${nth}`))
  if (!isRecord(part)) return []
  const own = 'in' in part && 'schema' in part ? [{ where, description: part.description }] : []
  const inside = Object.entries(part).flatMap(([name, value]) => said(value, `${where}/${name}`))
  const properties = isRecord(part.properties) ? Object.entries(part.properties) : []
  const described = properties.flatMap(([name, property]) =>
    !isRecord(property) || 'const' in property
      ? []
      : [{ where: `${where}/${name}`, description: property.description }]
  )
  return [...own, ...described, ...inside]
}

test.group('The words of the OpenAPI document', () => {
  const document = JSON.parse(apiDescription().body)
  const all = said(document)
  const used = new Set(all.map(({ description }) => description))

  test('say of every property and parameter what it is', ({ assert }) => {
    assert.isAbove(all.length, 1_000)
    assert.deepEqual(
      all.filter(({ description }) => !description).map(({ where }) => where),
      []
    )
  })

  test('say of every operation what it does, and of every tag', ({ assert }) => {
    const operations = Object.values<object>(document.paths).flatMap((path) => Object.values(path))
    for (const { description, operationId } of operations) {
      assert.match(description, /\.$/, operationId)
    }
    for (const { name, description } of document.tags) assert.match(description, /\.$/, name)
  })

  test('are each used', ({ assert }) => {
    const unused = (words: Readonly<Record<string, string>>) =>
      Object.keys(words).filter((name) => !used.has(words[name]))
    assert.deepEqual([PROPERTY_WORDS, EXCEPTIONS, PATH_WORDS].flatMap(unused), [])
    const addresses = new Set(describedOperations.map(operationAddress))
    assert.deepEqual(
      Object.keys(OPERATION_WORDS).filter((address) => !addresses.has(address)),
      []
    )
  })
})
