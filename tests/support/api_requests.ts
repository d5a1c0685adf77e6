import fc from 'fast-check'
import { apiDescription, describedOperations } from '#controllers/guest/docs/api_description'
import { operationAddress, namesInPath, type OperationDescription } from '#shapes/openapi/operation'
import { type JsonSchema, sentSchema } from '#shapes/openapi/schemas'
import { tenOClock } from '#tests/support/guest'

/** Stands for a number of the world that is asked: its own, or one of another business. */
export interface Named {
  number: 'own' | 'other'
  of: string
}

export interface FuzzedRequest {
  /** Of the operation: "POST /api/v1/bookings". */
  address: string
  path: Record<string, unknown>
  query: Record<string, unknown>
  /** Text is sent as it is. */
  body: unknown
  type: string
  key: 'all' | 'narrow' | 'none' | 'mistyped'
  headers: Record<string, string>
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '🦩'.repeat(40),
    "'; --",
    '%',
    '../..'
  ),
  fc.constantFrom<unknown>(-1, 0, 0.5, 1e21, -1e21, 2 ** 31, 2 ** 53, 9_000_000_000, 'NaN', '1e5'),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    [null],
    { __proto__: 1 },
    { a: { b: [] } },
    'x'.repeat(6000)
  ),
  fc.constantFrom<unknown>(
    '2026-02-30',
    '0000-01-01',
    '9999-12-31T23:59:00Z',
    '2026-12-02T09:00:00'
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 2 })
)

const days = fc.integer({ min: -5, max: 40 })
const dates = days.map((day) => tenOClock(day).toISODate() ?? '')
const moments = fc
  .tuple(days, fc.integer({ min: 0, max: 23 }))
  .map(([day, hours]) =>
    tenOClock(day).plus({ hours }).toUTC().toISO({ suppressMilliseconds: true })
  )

const FORMATS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'date': dates,
  'date-time': moments,
  'email': fc.emailAddress(),
}

/** By the name of a field, where a value out of nowhere would never be taken. */
const WORTHS: readonly [RegExp, fc.Arbitrary<unknown>][] = [
  [/^(service|host|client|location|session|link|template)_ids?$/, named()],
  [/^(time_?zone|tz)$/, fc.constantFrom('Europe/London', 'Asia/Kathmandu', 'America/St_Johns')],
  [/date$|^(from|to)$/, dates],
  [/phone$/, fc.constantFrom('07700 900461', '+44 7700 900461')],
  [/email$/, fc.emailAddress()],
  [/price$/, fc.constantFrom('45.00', '0', '12.345', '-1')],
  [/^(start|end)$/, fc.constantFrom('00:00', '09:00', '17:30', '24:00')],
]

function named(): fc.Arbitrary<Named> {
  return fc
    .constantFrom<'own' | 'other'>('own', 'own', 'own', 'other')
    .map((number) => ({ number, of: '' }))
}

function meant(schema: JsonSchema, name = ''): fc.Arbitrary<unknown> {
  const worth = WORTHS.find(([pattern]) => pattern.test(name))?.[1]
  const { format, pattern } = schema
  if (worth && format !== 'date-time') return worth.map((value) => withName(value, name))
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map((part) => meant(part, name)))
  const types = [schema.type ?? 'object'].flat()
  if (types.includes('null') && types.length > 1) {
    const rest = { ...schema, type: types.find((type) => type !== 'null') }
    return fc.oneof({ weight: 4, arbitrary: meant(rest, name) }, fc.constant(null))
  }
  const [type] = types
  if (type === 'string') {
    if (typeof format === 'string' && format in FORMATS) return FORMATS[format]
    if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
    return fc.string({ minLength: 1, maxLength: Math.min(Number(schema.maxLength ?? 30), 60) })
  }
  if (type === 'integer' || type === 'number') {
    const min = Number(schema.minimum ?? 0)
    return fc.integer({ min, max: Math.min(Number(schema.maximum ?? 1000), min + 3000) })
  }
  if (type === 'boolean') return fc.boolean()
  if (type === 'array') return fc.array(meant(schema.items ?? {}, name), { maxLength: 3 })
  if (type === 'null') return fc.constant(null)
  return fields(schema)
}

/** Mostly as described; now and then without what is required, with a stray, or with nonsense. */
function fields(schema: JsonSchema): fc.Arbitrary<Record<string, unknown>> {
  const { properties = {}, required = [] } = schema
  const whole = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, own]) => [name, meant(own, name)])),
    { requiredKeys: required }
  )
  const names = [...Object.keys(properties), 'stray', '__proto__', 'id']
  const spoilt = fc
    .tuple(whole, fc.dictionary(fc.constantFrom(...names), hostile, { minKeys: 1, maxKeys: 2 }))
    .map(([good, bad]) => ({ ...good, ...bad }))
  return fc.oneof({ weight: 3, arbitrary: whole }, { weight: 2, arbitrary: spoilt })
}

function withName(value: unknown, of: string): unknown {
  return typeof value === 'object' && value !== null && 'number' in value ? { ...value, of } : value
}

const always = <Value>(value: Value) => ({ weight: 8, arbitrary: fc.constant(value) })

function requestOf(operation: OperationDescription): fc.Arbitrary<FuzzedRequest> {
  const { query, body, scope } = operation
  const inPath = namesInPath(operation).map((name) => {
    const own: Named = { number: 'own', of: name }
    const other = fc.constant({ ...own, number: 'other' })
    const right = { weight: 8, arbitrary: name === 'date' ? dates : fc.constant(own) }
    // Without a key, whoever knows the address of another business may ask there.
    return [name, fc.oneof(right, scope ? { weight: 2, arbitrary: other } : hostile, hostile)]
  })
  const sent = body ? fields(sentSchema(body, operation)) : fc.constant(undefined)
  return fc.record({
    address: fc.constant(operationAddress(operation)),
    path: fc.record(Object.fromEntries(inPath)),
    query: query ? fields(sentSchema(query, operation)) : fc.constant({}),
    body: body
      ? fc.oneof({ weight: 12, arbitrary: sent }, hostile, fc.constantFrom('{', '[', '{"a":1e999}'))
      : sent,
    type: fc.oneof(
      { weight: 16, arbitrary: fc.constant('application/json') },
      fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x')
    ),
    key: fc.oneof(always('all' as const), fc.constantFrom('narrow', 'none', 'mistyped')),
    headers: fc.oneof(
      always({}),
      fc.constantFrom('"x"', '*', 'W/"1"', '""', ',').map((tag) => ({ 'if-match': tag })),
      fc.constantFrom('"x"', '*').map((tag) => ({ 'if-none-match': tag })),
      fc
        .constantFrom('', 'a', '"a"', 'a b', 'x'.repeat(300))
        .map((once) => ({ 'idempotency-key': once })),
      fc.constantFrom('application/problem+json', 'x').map((accept) => ({ accept }))
    ),
  }) as fc.Arbitrary<FuzzedRequest>
}

/** Any request to any operation that the document describes. */
export function anyRequest(): fc.Arbitrary<FuzzedRequest> {
  const { paths } = apiDescription().reference.document
  const described = Object.values(paths).flatMap((methods) => Object.keys(methods))
  if (described.length !== describedOperations.length) throw new Error('Not all are described')
  return fc.oneof(...describedOperations.map(requestOf))
}
