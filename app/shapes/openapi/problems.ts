import { namesInPath, type OperationDescription } from '#shapes/openapi/operation'
import type { JsonSchema } from '#shapes/openapi/schemas'

/** RFC 9457, with what was refused of the fields. Some problems have further fields. */
export function problemSchema(codes: readonly string[], siteUrl: string): JsonSchema {
  const text = { type: 'string' }
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'errors', 'request_id'],
    properties: {
      type: { ...text, format: 'uri', examples: [`${siteUrl}/docs/problems#not_found`] },
      title: text,
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: text,
      instance: text,
      code: { ...text, enum: codes },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: {
            pointer: { ...text, examples: ['/starts_at'] },
            code: { ...text, enum: codes },
            detail: text,
          },
        },
      },
      request_id: text,
    },
  }
}

/** The codes that a status usually has. */
export function codesWith(codes: Readonly<Record<string, number>>, status: number): string[] {
  return Object.keys(codes).filter((code) => codes[code] === status)
}

/** One for each status. */
export function problemResponses(codes: Readonly<Record<string, number>>) {
  const statuses = [...new Set(Object.values(codes))]
  const responses = statuses.map((status) => {
    const schema = {
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        { type: 'object', properties: { status: { const: status } } },
      ],
    }
    const description = `Refused: ${codesWith(codes, status).join(', ')}`
    return [
      `Problem${status}`,
      { description, content: { 'application/problem+json': { schema } } },
    ]
  })
  return Object.fromEntries(responses)
}

/** With what an operation can be refused. */
export function refusedStatuses(operation: OperationDescription): number[] {
  const { method, scope, query, list, one, needsSetUp } = operation
  const isWrite = method !== 'GET'
  return [
    ...[400, 403, 404, 429, 500, 503],
    ...(scope ? [401] : []),
    ...(isWrite || needsSetUp ? [409] : []),
    ...(isWrite ? [413, 415] : []),
    ...(isWrite && (scope || one) ? [412] : []),
    ...(isWrite || query || list || namesInPath(operation).includes('date') ? [422] : []),
    ...(scope ? [] : [410]),
  ].toSorted((a, b) => a - b)
}
