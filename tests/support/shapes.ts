import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import { unknownFields } from '#validators/api/unknown_fields'

/** Every field is there as the shape says, and none beside them. */
export async function assertShape<Schema extends SchemaTypes>(
  shape: VineValidator<Schema, undefined>,
  body: unknown
): Promise<void> {
  await shape.validate(body, { meta: undefined })
  const [unknown] = unknownFields(shape, body)
  if (unknown) throw new Error(`The shape has no ${unknown}`)
}
