import type { HttpContext } from '@adonisjs/core/http'
import DescribePicture from '#actions/pictures/describe_picture'
import RemovePicture from '#actions/pictures/remove_picture'
import SetPicture from '#actions/pictures/set_picture'
import { picturesPerBusiness } from '#config/limits'
import { askToWait } from '#controllers/ask_to_wait'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import {
  findPicturePlace,
  renderNewerPicture,
  renderPicture,
  toPicture,
} from '#controllers/owner/pictures/shown_place'
import { pictureAction, subjectOfPicture } from '#models/pictures/picture'
import { placeOfPicture, type PictureOf } from '#pages/owner/pictures/picture_page'
import { pictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { consumeLimit } from '#start/limiter'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'
import { pictureValidator } from '#validators/pictures/picture_form'

export default class PicturesController {
  async edit(ctx: HttpContext) {
    const of = await findPicturePlace(ctx)
    const earlier = await findEarlier(ctx, subjectOfPicture(of))
    if (earlier?.action === pictureAction(of, 'described')) {
      const picture = await pictureAt(placeOfPicture(of))
      const form = formBefore(ctx, earlier, {
        typed: ({ alt }) => ({ alt: typeof alt === 'string' ? alt : '' }),
        stored: { alt: picture?.alt ?? '' },
        version: pictureVersion(picture),
      })
      return renderPicture(ctx, of, { form })
    }
    const beforeId = earlier?.content.pictureId as number | null | undefined
    return renderPicture(ctx, of, { beforeId })
  }

  async update(ctx: HttpContext) {
    const { by, i18n, request } = ctx
    const of = await findPicturePlace(ctx)
    const body = request.body()
    const checked = await validateForm(pictureValidator, textOf(body), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderPicture(ctx, of, { form, status: 422 })

    const change = { place: placeOfPicture(of), alt: checked.data.alt ?? null }
    const outcome = await this.save(ctx, of, { ...change, version: submittedVersion(body), by })
    if (outcome === 'saved') return toPicture(ctx, of, i18n.t('owner.pictures.saved'))
    if (outcome === 'stale') return renderNewerPicture(ctx, of, form)
    if (typeof outcome === 'object') {
      form.errors.picture = i18n.t('owner.pictures.fault.too_often', outcome)
      return renderPicture(ctx, of, { form, status: 429 })
    }
    form.errors.picture = i18n.t(`owner.pictures.fault.${outcome}`)
    return renderPicture(ctx, of, { form, status: 422 })
  }

  async destroy(ctx: HttpContext) {
    const { by, i18n, request } = ctx
    const of = await findPicturePlace(ctx)
    const version = submittedVersion(request.body())
    const outcome = await new RemovePicture().handle({ place: placeOfPicture(of), version, by })
    if (outcome === 'stale') return renderNewerPicture(ctx, of, emptyForm())
    return toPicture(ctx, of, i18n.t('owner.pictures.removed'))
  }

  /** Without a file, only the words beside the picture that is there are changed. */
  private async save(
    ctx: HttpContext,
    { kind }: PictureOf,
    change: Parameters<DescribePicture['handle']>[0]
  ) {
    const { business, upload } = ctx
    if (!upload) {
      return kind === 'cover' ? new DescribePicture().handle(change) : ('missing' as const)
    }
    if (!upload.bytes) return 'too_large' as const
    const seconds = await consumeLimit(picturesPerBusiness, String(business.id))
    if (seconds !== null) return { wait: askToWait(ctx, seconds) }
    return new SetPicture().handle({ ...change, bytes: upload.bytes })
  }
}

/** A file in the body is no text. */
function textOf({ alt, version }: Record<string, unknown>): Record<string, unknown> {
  return { alt, version }
}
