import vine from '@vinejs/vine'
import { paging } from '#validators/api/query'
import { id } from '#validators/rules'

export const hostListQuery = vine.create({
  service_id: id().optional(),
  ...paging(),
})
