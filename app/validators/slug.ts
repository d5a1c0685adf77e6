import vine from '@vinejs/vine'
import { isReservedSlug } from '#models/slug'

const notReserved = vine.createRule((value, _, field) => {
  if (typeof value === 'string' && isReservedSlug(value)) {
    field.report('This word is ours', 'reserved', field)
  }
})

/** What stands for somebody in an address, in small letters. */
export const slug = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    .minLength(3)
    .maxLength(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .use(notReserved())
