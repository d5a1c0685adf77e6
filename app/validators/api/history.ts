import vine from '@vinejs/vine'
import { AUDIT_SUBJECTS } from '#models/audit_entry'
import { truth } from '#validators/api/fields'
import { paging } from '#validators/api/query'
import { anyMoment, anyMomentFrom } from '#validators/pages/public_api'
import { id } from '#validators/rules'

export const auditQuery = vine.create({
  subject_type: vine.enum(AUDIT_SUBJECTS).optional(),
  subject_id: id().optional(),
  user_id: id().optional(),
  actor: vine.enum(['client', 'user', 'system'] as const).optional(),
  from: anyMoment().optional(),
  to: anyMomentFrom('from').optional(),
  ...paging(),
})

export const undoingOrder = vine.create({ keeps_booked: truth().optional() })
