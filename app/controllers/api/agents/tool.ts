import type { HttpContext } from '@adonisjs/core/http'
import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { Scope } from '#models/keys/scopes'

type Arguments = Record<string, unknown>

export interface Tool {
  /** Its title and description are found under it: `agents.tool`. */
  name: string
  hints: ToolAnnotations
  input: VineValidator<SchemaTypes, undefined>
  /** What a key has to be for. */
  scope?: Scope
  /** Given what was sent, once `input` has found nothing wrong with it. */
  call(ctx: HttpContext, sent: Arguments): unknown
}

export const READS: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
}

/** Adds something, and with its idempotency key only once. */
export const ADDS: ToolAnnotations = { ...READS, readOnlyHint: false }

/** Takes away or replaces what was there. */
export const CHANGES: ToolAnnotations = { ...ADDS, destructiveHint: true }

interface Operands {
  params?: Record<string, unknown>
  query?: Arguments
  body?: Arguments
  idempotencyKey?: unknown
}

/**
 * A tool is an operation of the API under another name: what the tool was sent takes the places of
 * the address, the query, the body and the header, so that the same controller answers it.
 */
export function asOperation(
  ctx: HttpContext,
  { params = {}, query = {}, body = {}, idempotencyKey }: Operands
): HttpContext {
  const { request } = ctx
  Object.assign(ctx.params, params)
  request.updateQs(query)
  request.updateBody(body)
  const headers = request.headers()
  delete headers['if-match']
  delete headers['idempotency-key']
  if (typeof idempotencyKey === 'string') headers['idempotency-key'] = idempotencyKey
  return ctx
}
