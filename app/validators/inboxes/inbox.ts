import vine from '@vinejs/vine'
import { sentAddress } from '#formats/contacts/mail_address'
import { email } from '#validators/rules'

const about = vine.enum(['all', 'some'])

export const newInboxValidator = vine.create({ email: email().transform(sentAddress), about })

export const inboxValidator = vine.create({ about })
