import vine from '@vinejs/vine'
import { sentAddress } from '#formats/contacts/mail_address'
import { email, line } from '#validators/rules'

export const PEOPLE_ROWS = 3

export const firstPeople = {
  validator: vine.create({ name: line(), email: email().transform(sentAddress).optional() }),
  fields: ['name', 'email'],
  typedIn: ['name', 'email'],
  count: PEOPLE_ROWS,
}
