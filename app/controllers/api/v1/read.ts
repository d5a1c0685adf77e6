import type { HttpContext } from '@adonisjs/core/http'
import { isDeepStrictEqual } from 'node:util'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { readInput } from '#controllers/api/input'
import { isStale } from '#controllers/api/v1/one'
import { knownFields } from '#validators/api/unknown_fields'

export function readBody<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>
): Promise<Infer<Schema>> {
  return readInput(ctx, validator, ctx.request.body())
}

export function readQuery<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>
): Promise<Infer<Schema>> {
  return readInput(ctx, validator, ctx.request.qs())
}

/**
 * The body of a change of what stands as `shape`: what is only read may come along as it stands, so
 * that what was read can be sent back whole. Whoever read it otherwise hears that first.
 */
export function readChange<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>,
  shape: Record<string, unknown>
): Promise<Infer<Schema>> {
  const known = knownFields(validator)
  const sent = Object.entries(ctx.request.body())
  const isReadOnly = (name: string) => !known.has(name) && Object.hasOwn(shape, name)
  const faults = sent
    .filter(([name, value]) => isReadOnly(name) && !isDeepStrictEqual(value, shape[name]))
    .map(([name]) => ({
      pointer: `/${name}`,
      code: 'read_only' as const,
      detail: ctx.i18n.t('api.read_only', { field: name }),
    }))
  const input = Object.fromEntries(sent.filter(([name]) => !isReadOnly(name)))
  return readInput(ctx, validator, input, isStale(ctx, shape) ? [] : faults)
}
