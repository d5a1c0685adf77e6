import vine from '@vinejs/vine'
import { id } from '#validators/rules'

/** Of whoever waits. */
export const sessionOfferValidator = vine.create({ entry: id() })

export const sessionWithdrawalValidator = vine.create({ offer: id(), to: id().optional() })

export const sessionOpeningValidator = vine.create({
  whom: vine.enum(['anybody', 'waiting'] as const),
})

export const offerAnswerValidator = vine.create({
  answer: vine.enum(['accepted', 'declined'] as const),
})
