import vine from '@vinejs/vine'
import { line } from '#validators/rules'

export const readFeedValidator = vine.create({ address: line(2000) })

/** What the provider gave, as its page hands it on. */
export const consentAnswer = vine.create({
  code: vine.string().maxLength(4000),
  state: vine.string().maxLength(100),
})

export const serverValidator = vine.create({
  server: line(2000),
  username: line(255),
  password: vine.string().maxLength(1000),
})
