import vine from '@vinejs/vine'
import { prose } from '#validators/rules'

export const notesValidator = vine.create({
  private_note: prose(2000).optional(),
  client_note: prose(2000).optional(),
})
