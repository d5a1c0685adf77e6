import vine from '@vinejs/vine'
import { count } from '#validators/rules'

const MOST_ROWS = 100

/** What every list takes. */
export const paging = () => ({
  limit: count(1, MOST_ROWS).optional(),
  cursor: vine.string().maxLength(500).optional(),
})

/** For a list without filters. */
export const pagedQuery = vine.create({ ...paging() })

/** `?include=history,notes`: what is answered beside the thing itself. */
export const included = <const Names extends readonly string[]>(names: Names) =>
  vine
    .array(vine.enum(names))
    .parse((named) => (typeof named === 'string' ? named.split(',') : named))
    .optional()
