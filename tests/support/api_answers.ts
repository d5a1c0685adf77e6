import type { ApiResponse } from '@japa/api-client'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { apiDescription } from '#controllers/guest/docs/api_description'
import { type OperationDescription, pathTemplate } from '#shapes/openapi/operation'

interface DescribedAnswer {
  content?: Record<string, unknown>
  $ref?: string
}

const document = JSON.parse(apiDescription().body)
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'openapi')

const pointer = (...names: string[]) =>
  names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

interface SentAnswer {
  status: number
  type: string
  body: string
}

/** What of an answer is not as the document says it; nothing where all is. */
export function faultsOf(operation: OperationDescription, response: ApiResponse): string[] {
  const type = response.header('content-type') ?? ''
  return faultsIn(operation, { status: response.status(), type, body: response.text() })
}

export function faultsIn(operation: OperationDescription, answer: SentAnswer): string[] {
  const status = String(answer.status)
  const own = [pathTemplate(operation), operation.method.toLowerCase(), 'responses', status]
  const described = document.paths[own[0]]?.[own[1]]?.responses[status] as
    DescribedAnswer | undefined
  if (!described) return [`${status} is not described`]
  const [of, path] = described.$ref
    ? [at(described.$ref), described.$ref.slice(1)]
    : [described, pointer('paths', ...own)]
  const [type] = Object.keys(of.content ?? {})
  if (!type) return answer.body === '' || status === '307' ? [] : ['there is a body']
  if (!answer.type.startsWith(type)) return [`${answer.type} instead of ${type}`]
  const isRight = validator(`openapi#${path}${pointer('content', type, 'schema')}`)
  if (isRight(JSON.parse(answer.body))) return []
  return (isRight.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

function at(reference: string): DescribedAnswer {
  const names = reference.split('/').slice(1)
  return names.reduce((part, name) => part[name], document)
}

function validator(reference: string): ValidateFunction {
  const found = ajv.getSchema(reference)
  if (!found) throw new Error(`${reference} is not in the document`)
  return found
}
