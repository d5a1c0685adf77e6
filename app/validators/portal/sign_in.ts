import vine from '@vinejs/vine'
import { email } from '#validators/rules'

export const portalLinkValidator = vine.create({ email: email() })
