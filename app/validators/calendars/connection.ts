import vine from '@vinejs/vine'
import { line } from '#validators/rules'

export const readFeedValidator = vine.create({ address: line(2000) })

export const serverValidator = vine.create({
  server: line(2000),
  username: line(255),
  password: vine.string().maxLength(1000),
})
