import vine from '@vinejs/vine'
import { line } from '#validators/rules'

/** Beside the file, which is judged by what is in it. */
export const pictureValidator = vine.create({
  alt: line(200).optional(),
})
