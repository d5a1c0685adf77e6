import type { HttpContext } from '@adonisjs/core/http'
import { madePicture } from '#controllers/guest/pictures/made_pictures'
import { Refusal } from '#exceptions/refusal'
import { pictureFile } from '#queries/pictures/picture_file'
import { asJpeg } from '#services/pictures'

export default class PicturesController {
  /** Another picture has another address, so what stands here never changes. */
  async show({ params, request, response }: HttpContext) {
    const [width, format] = params.file.split('.')
    const kept = format === 'jpeg' ? 'webp' : format
    const file = await pictureFile({ key: params.key, width: Number(width), format: kept })
    if (!file) throw new Refusal(404, 'not_found')
    const isWanted = format === kept
    const bytes = isWanted ? file : await madePicture(request.url(), () => asJpeg(file))

    response.header('cache-control', 'public, max-age=31536000, immutable')
    response.header('content-type', `image/${format}`)
    return response.send(bytes)
  }
}
