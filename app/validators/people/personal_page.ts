import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { PersonalPage } from '#models/availability/host'
import { colour, prose } from '#validators/rules'
import { slug } from '#validators/slug'

/** Of every page, whether of one person or several. */
export const pageFields = {
  page_slug: slug(),
  page_description: prose(2000).optional(),
  has_colour: vine.accepted().optional(),
  page_colour: colour().optional().requiredIfExists('has_colour'),
  page_is_active: vine.accepted().optional(),
}

export const personalPageValidator = vine.create(pageFields)

export function pageDetailsOf(data: Infer<typeof personalPageValidator>): PersonalPage {
  return { pageSlug: data.page_slug, ...pageWordsOf(data) }
}

/** All but its address. */
export function pageWordsOf(data: Omit<Infer<typeof personalPageValidator>, 'page_slug'>) {
  return {
    pageDescription: data.page_description || null,
    pageColour: (data.has_colour && data.page_colour) ?? null,
    pageIsActive: data.page_is_active !== undefined,
  }
}
