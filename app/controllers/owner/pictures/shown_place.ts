import type { HttpContext } from '@adonisjs/core/http'
import { besideStored } from '#controllers/owner/newer_form'
import { pictureAction, subjectOfPicture } from '#models/pictures/picture'
import {
  addressOfPicture,
  picturePage,
  type PictureOf,
  placeOfPicture,
} from '#pages/owner/pictures/picture_page'
import { pictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import type { Form } from '#validators/form'

/** What the address names: the business's own, or that of one of its hosts or services. */
export async function findPicturePlace({
  bouncer,
  business,
  params,
  route,
}: HttpContext): Promise<PictureOf> {
  const [, name] = (route?.name ?? '').split('.')
  const whole = { businessId: business.id, hostId: null, serviceId: null, name: business.name }
  switch (name) {
    case 'host_photos': {
      const host = await business.related('hosts').query().where('id', params.id).firstOrFail()
      await bouncer.with('PagePolicy').authorize('edit', host)
      return { ...whole, kind: 'host', hostId: host.id, name: host.name }
    }
    case 'service_photos': {
      const services = business.related('services').query()
      const service = await services.where('id', params.id).firstOrFail()
      return { ...whole, kind: 'service', serviceId: service.id, name: service.name }
    }
    default:
      return { ...whole, kind: name === 'logos' ? 'logo' : 'cover' }
  }
}

interface Answer {
  form?: Form
  status?: 200 | 409 | 422 | 429
  /** Of the picture that was shown before an entry of the history; null where none was. */
  beforeId?: number | null
}

export async function renderPicture(
  { response, view }: HttpContext,
  of: PictureOf,
  { form, status = 200, beforeId }: Answer = {}
) {
  const page = await picturePage(of, form, beforeId)
  return response.status(status).send(await view.render('pages/owner/pictures/picture', page))
}

/** What somebody else showed meanwhile, beside what was typed. */
export async function renderNewerPicture(ctx: HttpContext, of: PictureOf, typed: Form) {
  const picture = await pictureAt(placeOfPicture(of))
  const form = await besideStored(ctx, typed, {
    values: { alt: picture?.alt ?? '' },
    version: pictureVersion(picture),
    subject: {
      ...subjectOfPicture(of),
      actions: (['set', 'removed', 'described'] as const).map((done) => pictureAction(of, done)),
    },
    address: addressOfPicture(of),
  })
  return renderPicture(ctx, of, { form, status: 409 })
}

export function toPicture({ response, session }: HttpContext, of: PictureOf, done: string) {
  session.flash('done', done)
  return response.redirect().status(303).toPath(addressOfPicture(of))
}
