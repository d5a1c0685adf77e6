import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { readInput } from '#controllers/api/input'
import { Refusal } from '#exceptions/refusal'
import { unknownFields } from '#validators/api/unknown_fields'

/** The body, in which every field is known. */
export function readBody<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>
): Promise<Infer<Schema>> {
  return readKnown(ctx, validator, ctx.request.body())
}

/** The query, in which every name is known. */
export function readQuery<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>
): Promise<Infer<Schema>> {
  return readKnown(ctx, validator, ctx.request.qs())
}

export async function readKnown<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>,
  data: Record<string, unknown>
): Promise<Infer<Schema>> {
  const [unknown] = unknownFields(validator, data)
  if (unknown === undefined) return readInput(ctx, validator, data)
  const detail = ctx.i18n.t('api.unknown_field', { field: unknown })
  throw Refusal.ofField(unknown.replaceAll('.', '/'), 'unknown_field', detail)
}
