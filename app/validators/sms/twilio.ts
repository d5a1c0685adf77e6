import vine from '@vinejs/vine'
import { id } from '#validators/rules'

const sid = () => vine.string().regex(/^[A-Za-z0-9]{1,64}$/)

/** What Twilio tells of an SMS that came in; a channel of another kind has no number by itself. */
export const twilioMessage = vine.create({
  MessageSid: sid(),
  From: vine.string().regex(/^\+[1-9]\d{6,14}$/),
  Body: vine.string().maxLength(1600).optional(),
  OptOutType: vine.string().maxLength(20).optional(),
})

export const twilioStatus = vine.create({
  MessageSid: sid(),
  MessageStatus: vine.string().maxLength(20),
  ErrorCode: vine.string().maxLength(10).optional(),
  text: id().optional(),
})
