import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { pictureFilePath } from '#formats/pages/pictures'
import type Picture from '#models/pictures/picture'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

/** What is shown of a business, a person or a service. */
export const pictureShape = vine.create({
  id: wholeShape(),
  url: vine.string(),
  width: wholeShape(),
  height: wholeShape(),
  alt: vine.string().nullable(),
  created_at: momentShape(),
})

/** One that was shown, and can be put back for a while. */
export const earlierPictureShape = vine.create({
  id: wholeShape(),
  width: wholeShape(),
  height: wholeShape(),
  alt: vine.string().nullable(),
  created_at: momentShape(),
  removed_at: momentOrNull(),
})

export function presentEarlierPicture(picture: Picture): Infer<typeof earlierPictureShape> {
  const { id, width, height, alt, createdAt, removedAt } = picture
  return {
    ...{ id, width, height, alt },
    created_at: inUtc(createdAt),
    removed_at: inUtcOrNull(removedAt),
  }
}

export function presentPicture(picture: Picture): Infer<typeof pictureShape> {
  const { id, width, height, alt, createdAt } = picture
  const largest = Math.max(...picture.widths)
  return {
    ...{ id, width, height, alt },
    url: appUrl + pictureFilePath(picture, { width: largest, format: 'webp' }),
    created_at: inUtc(createdAt),
  }
}
