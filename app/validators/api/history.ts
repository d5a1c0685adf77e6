import vine from '@vinejs/vine'
import { AUDIT_SUBJECTS } from '#models/audit_entry'
import { paging } from '#validators/api/query'
import { moment } from '#validators/pages/public_api'
import { id } from '#validators/rules'

export const auditQuery = vine.create({
  subject_type: vine.enum(AUDIT_SUBJECTS).optional(),
  subject_id: id().optional(),
  user_id: id().optional(),
  actor: vine.enum(['client', 'system'] as const).optional(),
  from: moment().optional(),
  to: moment().optional(),
  ...paging(),
})
