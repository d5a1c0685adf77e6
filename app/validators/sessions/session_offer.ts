import vine from '@vinejs/vine'
import { id } from '#validators/rules'

export const sessionOfferValidator = vine.create({ entry: id() })
