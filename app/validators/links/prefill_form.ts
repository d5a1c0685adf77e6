import vine from '@vinejs/vine'
import { line } from '#validators/rules'

/** What the details form of a client can be filled in with, and where they come from. */
export const prefillQuery = vine.create({
  name: line(200).optional(),
  email: line(254).optional(),
  phone: line(20).optional(),
  ref: line(100).optional(),
})
