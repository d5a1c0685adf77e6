import vine from '@vinejs/vine'
import { id, line } from '#validators/rules'

/** The file in base64; what is in it is judged once it is decoded. */
export const pictureOrder = vine.create({
  image: vine.string().regex(/^[A-Za-z0-9+/]+={0,2}$/),
  alt: line(200).nullable().optional(),
})

export const pictureWordsOrder = vine.create({ alt: line(200).nullable().optional() })

export const pictureReturnOrder = vine.create({ picture_id: id() })
