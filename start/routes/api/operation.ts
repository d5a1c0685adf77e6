import type router from '@adonisjs/core/services/router'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { Feature } from '#config/features'
import type { Scope } from '#models/keys/scopes'

type Validator = VineValidator<SchemaTypes, undefined>
type Handler = Parameters<typeof router.post>[1]

/** What is sent and answered; a description is generated from it. */
interface Sent {
  query?: Validator
  body?: Validator
  /** One of these, with the further fields that `?include=` names, */
  one?: Validator
  beside?: Record<string, SchemaTypes>
  /** or `{ data: [these], next_cursor }`; nothing where neither is named. */
  list?: Validator
  status?: 200 | 201 | 204
  /** A read that is refused with 409 where an installation is not set up for it. */
  needsSetUp?: true
  /** Where a version of one thing is not told, and not asked for. */
  hasVersion?: false
  /** Where an installation may have it switched off. */
  feature?: Feature
  /** Its action keeps the `Idempotency-Key` with what it did, in one transaction. */
  keepsKey?: true
}

export interface Operation extends Sent {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  handler: Handler
  scope: Scope
}

const operation =
  (method: Operation['method']) =>
  (path: string, handler: Handler, scope: Scope, sent: Sent = {}): Operation => ({
    ...{ method, path, handler, scope, ...sent },
  })

export const get = operation('GET')
export const post = operation('POST')
export const patch = operation('PATCH')
export const put = operation('PUT')
export const remove = operation('DELETE')
export const V1 = '/api/v1'

export const keepingKey = { keepsKey: true } as const
