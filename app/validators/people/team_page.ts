import vine from '@vinejs/vine'
import { line } from '#validators/rules'
import { pageFields } from '#validators/people/personal_page'

export const teamPageValidator = vine.create({ name: line(), ...pageFields })
