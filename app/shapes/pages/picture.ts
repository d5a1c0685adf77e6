import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { pictureFilePath } from '#formats/pages/pictures'
import type Picture from '#models/pictures/picture'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/** What is shown of a business, a person or a service. */
export const pictureShape = vine.create({
  id: wholeShape(),
  url: vine.string(),
  width: wholeShape(),
  height: wholeShape(),
  alt: vine.string().nullable(),
  created_at: momentShape(),
})

export function presentPicture(picture: Picture): Infer<typeof pictureShape> {
  const { id, width, height, alt, createdAt } = picture
  const largest = Math.max(...picture.widths)
  return {
    ...{ id, width, height, alt },
    url: appUrl + pictureFilePath(picture, { width: largest, format: 'webp' }),
    created_at: inUtc(createdAt),
  }
}
