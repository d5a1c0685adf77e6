import type { describeApi } from '#shapes/openapi/document'
import { BODY_EXAMPLES } from '#shapes/openapi/examples'
import {
  operationAddress,
  operationId,
  type OperationDescription,
  pathTemplate,
  resourceOf,
  titleOf,
} from '#shapes/openapi/operation'
import { codesWith } from '#shapes/openapi/problems'
import type { JsonSchema } from '#shapes/openapi/schemas'
import { OPERATION_WORDS } from '#shapes/openapi/words/operations'

type ApiDocument = ReturnType<typeof describeApi>

interface Reference {
  operations: readonly OperationDescription[]
  document: ApiDocument
}

interface ReferenceField {
  name: string
  where: string
  isRequired: boolean
  type: string
  /** What it is, in a sentence. */
  words: string
}

export interface ReferenceEntry {
  id: string
  method: string
  path: string
  title: string
  /** What it does beyond that. */
  words: string | null
  scope: string | null
  parameters: ReferenceField[]
  fields: ReferenceField[]
  /** Of success, with the name of its schema. */
  answers: { status: string; type: string; schema: string | null }[]
  /** The statuses; the codes of each are listed once. */
  refusals: string[]
  example: string | null
  curl: string
}

export interface ReferenceSection {
  name: string
  entries: ReferenceEntry[]
}

/** The document for people: what of it matches, by resource; of one alone, where it is named. */
export function referenceOf(
  reference: Reference,
  { search, resource }: { search: string; resource: string }
): ReferenceSection[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const sections = new Map<string, ReferenceEntry[]>()
  for (const operation of reference.operations) {
    const name = resourceOf(operation)
    if (resource && name !== resource) continue
    const entry = entryOf(operation, reference.document)
    const text = textOf(entry, name)
    if (!words.every((word) => text.includes(word))) continue
    sections.set(name, [...(sections.get(name) ?? []), entry])
  }
  return [...sections].map(([name, entries]) => ({ name, entries }))
}

/** Each status of a refusal with its codes. */
export function referenceRefusals(codes: Readonly<Record<string, number>>) {
  const statuses = [...new Set(Object.values(codes))].toSorted((a, b) => a - b)
  return statuses.map((status) => ({ status, codes: codesWith(codes, status) }))
}

/** Each named schema with its fields. */
export function referenceSchemas({ components }: ApiDocument) {
  return Object.entries(components.schemas).map(([name, schema]) => ({
    name,
    type: typeInWords(schema),
    fields: fieldsOf(schema.items ?? schema),
  }))
}

function entryOf(operation: OperationDescription, document: ApiDocument): ReferenceEntry {
  const { paths, components } = document
  const described = pathOf(paths, operation)
  const example = BODY_EXAMPLES[operationAddress(operation)]
  const written = example ? JSON.stringify(example, null, 2) : null
  const answers = Object.entries(described.responses)
  const body = described.requestBody?.content['application/json'].schema
  return {
    id: operationId(operation),
    method: operation.method,
    path: pathTemplate(operation),
    title: titleOf(operation),
    words: OPERATION_WORDS[operationAddress(operation)] ?? null,
    scope: operation.scope ?? null,
    parameters: described.parameters.map((parameter) => parameterOf(parameter, components)),
    fields: body ? fieldsOf(body) : [],
    answers: answers
      .filter(([status]) => Number(status) < 400)
      .map(([status, { content }]) => {
        const schema = content?.['application/json']?.schema
        return { status, type: schema ? typeInWords(schema) : '', schema: nameIn(schema) }
      }),
    refusals: answers.map(([status]) => status).filter((status) => Number(status) >= 400),
    example: body ? (written ?? '{}') : null,
    curl: curlOf(operation, example),
  }
}

interface DescribedParts {
  parameters: JsonSchema[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>
}

function pathOf(paths: ApiDocument['paths'], operation: OperationDescription) {
  const methods = paths[pathTemplate(operation)]
  return methods[operation.method.toLowerCase()] as DescribedParts
}

function parameterOf(parameter: JsonSchema, components: ApiDocument['components']): ReferenceField {
  const name = String(parameter.$ref ?? '')
    .split('/')
    .at(-1)
  const shared = Object.entries(components.parameters).find(([known]) => known === name)?.[1]
  const { in: where, required, ...own } = { ...parameter, ...shared }
  return {
    name: String(own.name),
    where: String(where),
    isRequired: required === true,
    type: shared ? '' : typeInWords(own.schema as JsonSchema),
    words: String(own.description),
  }
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): ReferenceField[] {
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, where: 'body', isRequired: required.includes(name), type: typeInWords(schema) },
    words: String(schema.description),
  }))
}

/** "whole number from 5 to 1440, or null". */
function typeInWords(schema: JsonSchema): string {
  const name = nameIn(schema)
  if (name) return schema.properties ? `page of ${name}` : name
  if (typeof schema.title === 'string') return `${schema.title}, with what "include" names`
  const { type, anyOf, allOf, enum: values, format, items, properties } = schema
  if (Array.isArray(values)) return values.join(' | ')
  if (Array.isArray(anyOf)) return anyOf.map((part: JsonSchema) => typeInWords(part)).join(', or ')
  if (Array.isArray(allOf)) return allOf.map((part: JsonSchema) => typeInWords(part)).join(' with ')
  const types = (Array.isArray(type) ? type : [type]) as (string | undefined)[]
  const words = types.map((each) => {
    if (each === 'null') return 'null'
    if (each === 'array') return `list of ${items ? typeInWords(items) : 'anything'}`
    if (each === 'object')
      return properties ? `{ ${Object.keys(properties).join(', ')} }` : 'object'
    if (each === 'integer') return `whole number${boundsOf(schema)}`
    if (each === 'string') return format ? String(format) : `text${boundsOf(schema)}`
    return each ? `${each}${boundsOf(schema)}` : 'anything'
  })
  return words.join(', or ')
}

function boundsOf({ minimum, maximum, maxLength }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` from ${minimum}`
  return maxLength === undefined ? '' : ` of at most ${maxLength} characters`
}

/** Of a schema itself, or of what a page is of. */
function nameIn(schema: JsonSchema | undefined): string | null {
  const reference = schema?.$ref ?? schema?.properties?.data?.items?.$ref
  return typeof reference === 'string' ? (reference.split('/').at(-1) ?? null) : null
}

function curlOf(operation: OperationDescription, example?: unknown): string {
  const { method, scope } = operation
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"$BELLHOP${pathTemplate(operation)}"`,
    ...(scope ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(example ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(example)}'`] : []),
  ]
  return lines.join(' \\\n  ')
}

function textOf(entry: ReferenceEntry, section: string): string {
  const names = [...entry.parameters, ...entry.fields].map(({ name }) => name)
  const words = [section, entry.method, entry.path, entry.title, entry.scope, ...names]
  return words.join(' ').toLowerCase()
}
