import vine from '@vinejs/vine'
import { line } from '#validators/rules'
import { pageFields } from '#validators/people/personal_page'
import { slug } from '#validators/slug'

export const teamPageValidator = vine.create({
  ...{ name: line(), ...pageFields },
  /** Empty: made from the name, or left as it is. */
  page_slug: slug().optional(),
})
