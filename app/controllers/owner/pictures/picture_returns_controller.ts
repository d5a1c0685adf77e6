import type { HttpContext } from '@adonisjs/core/http'
import ReturnPicture from '#actions/pictures/return_picture'
import {
  findPicturePlace,
  renderNewerPicture,
  toPicture,
} from '#controllers/owner/pictures/shown_place'
import { Refusal } from '#exceptions/refusal'
import Picture from '#models/pictures/picture'
import { placeOfPicture } from '#pages/owner/pictures/picture_page'
import { smallFileOf } from '#queries/pictures/picture_file'
import { emptyForm, submittedVersion } from '#validators/form'

export default class PictureReturnsController {
  /** One that may be put back: only those see it who may. */
  async show({ bouncer, business, params, response }: HttpContext) {
    const picture = await Picture.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    const host =
      picture.hostId &&
      (await business.related('hosts').query().where('id', picture.hostId).firstOrFail())
    if (host) await bouncer.with('PagePolicy').authorize('edit', host)
    else await bouncer.with('SettingsPolicy').authorize('edit')
    response.header('content-type', 'image/webp')
    return response.send(await smallFileOf(picture))
  }

  async store(ctx: HttpContext) {
    const { by, i18n, request } = ctx
    const of = await findPicturePlace(ctx)
    const body = request.body()
    const outcome = await new ReturnPicture().handle({
      place: placeOfPicture(of),
      pictureId: Number(body.picture) || 0,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'gone') throw new Refusal(404, 'not_found')
    if (outcome === 'stale') return renderNewerPicture(ctx, of, emptyForm())
    return toPicture(ctx, of, i18n.t('owner.pictures.put_back'))
  }
}
