import { CONNECT_PROVIDERS } from '#shapes/availability/calendar_connecting'
import { BODY_EXAMPLES } from '#shapes/openapi/examples'
import {
  operationAddress,
  namesInPath,
  operationId,
  type OperationDescription,
  pathTemplate,
  resourceOf,
  titleOf,
} from '#shapes/openapi/operation'
import { problemResponses, problemSchema, refusedStatuses } from '#shapes/openapi/problems'
import {
  answerSchema,
  inWords,
  type JsonSchema,
  namedSchemas,
  sentSchema,
  withBeside,
  propertyWords,
} from '#shapes/openapi/schemas'
import { OPERATION_WORDS, PATH_WORDS } from '#shapes/openapi/words/operations'
import { PROPERTY_WORDS } from '#shapes/openapi/words/properties'

interface Described {
  operations: readonly OperationDescription[]
  /** Every code with its status. */
  codes: Readonly<Record<string, number>>
  scopes: readonly string[]
  siteUrl: string
}

/** The OpenAPI document (3.1) of these operations. */
export function describeApi({ operations, codes, scopes, siteUrl }: Described) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const methods = (paths[pathTemplate(operation)] ??= {})
    methods[operation.method.toLowerCase()] = describeOperation(operation)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bellhop',
      version: 'v1',
      description: `Problems are explained at ${siteUrl}/docs/problems. Scopes of keys: ${scopes.join(', ')}, all.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: siteUrl }],
    tags: [...new Set(operations.map(resourceOf))].map((name) => ({
      name,
      description: tagWords(name),
    })),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of a member of the business, made in its settings.',
        },
      },
      schemas: {
        ...namedSchemas(),
        Problem: inWords(problemSchema(Object.keys(codes), siteUrl), 'Problem'),
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: problemResponses(codes),
    },
  }
}

function describeOperation(operation: OperationDescription) {
  const { scope, body } = operation
  return {
    operationId: operationId(operation),
    summary: titleOf(operation),
    description: wordsFor(operation),
    tags: [resourceOf(operation)],
    security: scope ? [{ key: [scope] }] : [],
    parameters: parametersOf(operation),
    ...(body && { requestBody: bodyOf(operation) }),
    responses: responsesOf(operation),
  }
}

function parametersOf(operation: OperationDescription): Record<string, unknown>[] {
  const { method, query } = operation
  const inPath = namesInPath(operation).map((name) => ({
    ...{ name, in: 'path', required: true, description: PATH_WORDS[name] },
    schema: PATH_SCHEMAS[name] ?? { type: 'string' },
  }))
  const sent = query && sentSchema(query, operation)
  const inQuery = Object.entries(sent?.properties ?? {}).map(([name, schema]) => ({
    ...{ name, in: 'query', required: sent?.required?.includes(name) ?? false },
    description: propertyWords(operationAddress(operation), name),
    schema,
    ...(schema.type === 'array' && { style: 'form', explode: false }),
  }))
  return [
    ...inPath,
    ...inQuery,
    ...(takesVersion(operation) ? [parameter('IfMatch')] : []),
    ...(method === 'GET' && hasVersion(operation) ? [parameter('IfNoneMatch')] : []),
    ...(method === 'POST' ? [parameter('IdempotencyKey')] : []),
  ]
}

function bodyOf(operation: OperationDescription) {
  const address = operationAddress(operation)
  const schema = operation.body && inWords(sentSchema(operation.body, operation), address)
  const example = BODY_EXAMPLES[address]
  return {
    required: (schema?.required ?? []).length > 0,
    content: { 'application/json': { schema, ...(example && { example }) } },
  }
}

function responsesOf(operation: OperationDescription) {
  const { method, status = 200, acceptedStatus, leadsPeople } = operation
  const answered = {
    description: status === 204 ? 'Done; nothing is answered' : 'As it is now',
    headers: headersOf(operation),
    ...contentOf(operation),
  }
  return {
    [status]: answered,
    ...(acceptedStatus && { [acceptedStatus]: answered }),
    ...(method === 'GET' &&
      hasVersion(operation) && { 304: { description: 'As it was: not sent again' } }),
    ...(leadsPeople && { 307: { description: 'Led to the page: JSON was not asked for' } }),
    ...Object.fromEntries(
      refusedStatuses(operation).map((refused) => [
        refused,
        { $ref: `#/components/responses/Problem${refused}` },
      ])
    ),
  }
}

function contentOf(operation: OperationDescription) {
  const { one, list, beside } = operation
  const shape = one ?? list
  if (!shape) return {}
  const schema = beside
    ? withBeside(shape, beside)
    : answerSchema(shape, operationAddress(operation))
  return { content: { 'application/json': { schema: list ? pageOf(schema) : schema } } }
}

function pageOf(items: JsonSchema): JsonSchema {
  const { data, next_cursor: next } = PROPERTY_WORDS
  return {
    type: 'object',
    required: ['data', 'next_cursor'],
    properties: {
      data: { type: 'array', items, description: data },
      next_cursor: { type: ['string', 'null'], description: next },
    },
  }
}

/** What it does, what a list has, and what a key has to be for. */
function wordsFor(operation: OperationDescription): string {
  const { scope, list } = operation
  const said = OPERATION_WORDS[operationAddress(operation)]
  return [
    ...(said ? [said] : [`${titleOf(operation)}.`]),
    ...(list ? ['Answers a page; next_cursor leads to the next.'] : []),
    scope ? `Takes a key with the scope ${scope}.` : 'Takes no key.',
  ].join(' ')
}

function hasVersion({ one, scope, hasVersion: has }: OperationDescription): boolean {
  return has ?? Boolean(one && scope)
}

function takesVersion(operation: OperationDescription): boolean {
  const { method, status } = operation
  if (method === 'DELETE') return true
  return method !== 'GET' && status !== 201 && hasVersion(operation)
}

function headersOf(operation: OperationDescription) {
  const names = [
    ...['RateLimit', 'RateLimit-Policy'],
    ...(hasVersion(operation) ? ['ETag'] : []),
    ...(operation.method === 'POST' ? ['Idempotency-Replayed'] : []),
  ]
  const headers = names.map((name) => [name, { $ref: `#/components/headers/${name}` }])
  return Object.fromEntries(headers)
}

function tagWords(name: string): string {
  if (name === 'clients’ side') return 'What anybody may ask without a key.'
  return `Operations on ${name}, by key.`
}

const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` })

const numbered: JsonSchema = { type: 'integer', minimum: 1, examples: [1] }

const PATH_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  id: numbered,
  message: { type: 'string', pattern: '^[a-z_]{1,60}$', examples: ['booking_reminder'] },
  language: { type: 'string', pattern: '^[A-Za-z-]{2,16}$', examples: ['en'] },
  note: numbered,
  seat: numbered,
  delivery: numbered,
  page: { type: 'string', pattern: '^[ht][1-9]\\d{0,9}$', examples: ['h1', 't1'] },
  tag: { type: 'string', maxLength: 40 },
  provider: { type: 'string', enum: CONNECT_PROVIDERS },
  date: { type: 'string', format: 'date', examples: ['2026-12-02'] },
  token: { type: 'string', pattern: '^[\\w-]{22,64}$' },
  slug: { type: 'string', pattern: '^[a-z0-9-]{1,100}$' },
  host: { type: 'string', pattern: '^[a-z0-9-]{1,100}$' },
  service: { type: 'string', pattern: '^[a-z0-9-]{1,100}$' },
}

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: false, description, schema: { type: 'string' } },
})

const PARAMETERS = {
  IfMatch: header('If-Match', 'The ETag that was read; where it changed since, the answer is 412.'),
  IfNoneMatch: header(
    'If-None-Match',
    'The ETag that is known; while it holds, the answer is 304.'
  ),
  IdempotencyKey: header(
    'Idempotency-Key',
    '1 to 255 visible ASCII characters. Sent again with the same body, the answer is the first one.'
  ),
}

const told = (description: string) => ({ description, schema: { type: 'string' } })

const HEADERS = {
  'ETag': told('The version; send it as If-Match.'),
  'RateLimit': told('What is left, and the seconds until it is whole again: "key";r=118;t=52'),
  'RateLimit-Policy': told('How many requests in how many seconds: "key";q=120;w=60'),
  'Idempotency-Replayed': told('"true" where the answer is that of an earlier request.'),
}
