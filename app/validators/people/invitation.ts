import vine from '@vinejs/vine'
import { sentAddress } from '#formats/contacts/mail_address'
import { ROLES } from '#models/accounts/membership'
import { newPassword } from '#validators/accounts/password'
import { email, id, line } from '#validators/rules'

export const invitationValidator = vine.create({
  their_name: line(),
  email: email().transform(sentAddress),
  role: vine.enum(ROLES),
  host: id().optional(),
})

export const joinedAccountValidator = vine.create({ full_name: line(), password: newPassword() })

export const invitationQuery = vine.create({ host: id().optional() })
