import type { HttpContext } from '@adonisjs/core/http'
import DescribePicture from '#actions/pictures/describe_picture'
import RemovePicture from '#actions/pictures/remove_picture'
import ReturnPicture from '#actions/pictures/return_picture'
import SetPicture from '#actions/pictures/set_picture'
import { picturesPerBusiness } from '#config/limits'
import limits from '#config/pictures'
import { answerOne, requireMatch, staleOne, versionAsked } from '#controllers/api/v1/one'
import { pageAsked } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type Picture from '#models/pictures/picture'
import type { PicturePlace } from '#models/pictures/picture'
import { pageInMemory } from '#queries/cursor_page'
import { earlierPictures, pictureAt, pictureVersion } from '#queries/pictures/shown_picture'
import { presentEarlierPicture, presentPicture } from '#shapes/pages/picture'
import { consumeLimit } from '#start/limiter'
import { pictureOrder, pictureReturnOrder, pictureWordsOrder } from '#validators/api/pictures'
import { pagedQuery } from '#validators/api/query'

/** One controller, several addresses: what each is a picture of. */
export default class PicturesController {
  async show(ctx: HttpContext) {
    return answerOne(ctx, presentPicture(await this.find(await this.place(ctx))))
  }

  /** Encoded anew, as on the screen; the one before can be put back for a while. */
  async store(ctx: HttpContext) {
    const { by } = ctx
    const place = await this.placeToChange(ctx)
    const { image, alt = null } = await readBody(ctx, pictureOrder)
    const before = await pictureAt(place)
    const bytes = Buffer.from(image, 'base64')
    if (bytes.length > limits.mostBytes) throw this.faulty(ctx, 'too_large')
    await this.requireNoWait(ctx)
    const version = this.versionOf(ctx, before)
    const outcome = await new SetPicture().handle({ place, alt, version, bytes, by })
    if (outcome === 'saved') return this.show(ctx)
    throw outcome === 'stale' ? await this.stale(ctx, place) : this.faulty(ctx, outcome)
  }

  /** The words beside a cover. */
  async update(ctx: HttpContext) {
    const place = await this.placeToChange(ctx)
    const picture = await this.find(place)
    const { alt = picture.alt } = await readChange(ctx, pictureWordsOrder, presentPicture(picture))
    const version = this.versionOf(ctx, picture)
    const outcome = await new DescribePicture().handle({ place, alt, version, by: ctx.by })
    if (outcome === 'stale') throw staleOne(ctx, presentPicture(await this.find(place)))
    return this.show(ctx)
  }

  async destroy(ctx: HttpContext) {
    const place = await this.placeToChange(ctx)
    const picture = await this.find(place)
    requireMatch(ctx, presentPicture(picture))
    const version = pictureVersion(picture)
    const outcome = await new RemovePicture().handle({ place, version, by: ctx.by })
    if (outcome === 'stale') throw staleOne(ctx, presentPicture(await this.find(place)))
    return ctx.response.status(204)
  }

  /** Those that can be put back, the last one first: only those see them who may. */
  async earlier(ctx: HttpContext) {
    const asked = await readQuery(ctx, pagedQuery)
    const earlier = await earlierPictures(await this.placeToChange(ctx))
    const keyOf = ({ id }: Picture) => String(id)
    const page = await pageAsked(ctx, asked, async (wanted) => pageInMemory(earlier, keyOf, wanted))
    return { data: page.rows.map(presentEarlierPicture), next_cursor: page.next }
  }

  async putBack(ctx: HttpContext) {
    const place = await this.placeToChange(ctx)
    const { picture_id: pictureId } = await readBody(ctx, pictureReturnOrder)
    const version = this.versionOf(ctx, await pictureAt(place))
    const outcome = await new ReturnPicture().handle({ place, pictureId, version, by: ctx.by })
    if (outcome === 'stale') throw await this.stale(ctx, place)
    if (outcome === 'gone') throw this.gone(ctx)
    return this.show(ctx)
  }

  private async placeToChange(ctx: HttpContext): Promise<PicturePlace> {
    const { bouncer, business } = ctx
    const place = await this.place(ctx)
    if (place.hostId === null) await bouncer.with('SettingsPolicy').authorize('edit')
    else {
      const hosts = business.related('hosts').query()
      const host = await hosts.where('id', place.hostId).firstOrFail()
      await bouncer.with('PagePolicy').authorize('edit', host)
    }
    return place
  }

  private async place({ business, params, route }: HttpContext): Promise<PicturePlace> {
    const whole = { businessId: business.id, hostId: null, serviceId: null }
    const pattern = route?.pattern.replace(/\/(earlier|return)$/, '') ?? ''
    const [, noun, name] = /\/(\w+)\/(?::id\/)?(\w+)$/.exec(pattern) ?? []
    if (noun === 'hosts') {
      const host = await business.related('hosts').query().where('id', params.id).firstOrFail()
      return { ...whole, kind: 'host', hostId: host.id }
    }
    if (noun === 'services') {
      const services = business.related('services').query()
      const service = await services.where('id', params.id).firstOrFail()
      return { ...whole, kind: 'service', serviceId: service.id }
    }
    return { ...whole, kind: name === 'logo' ? 'logo' : 'cover' }
  }

  private async find(place: PicturePlace): Promise<Picture> {
    const picture = await pictureAt(place)
    if (!picture) throw new Refusal(404, 'not_found')
    return picture
  }

  private versionOf(ctx: HttpContext, picture: Picture | null): string {
    const current = pictureVersion(picture)
    return versionAsked(ctx, picture ? presentPicture(picture) : {}, current) ?? current
  }

  private async requireNoWait({ business, i18n }: HttpContext) {
    const seconds = await consumeLimit(picturesPerBusiness, String(business.id))
    if (seconds === null) return
    throw new Refusal(429, 'too_many_requests', i18n.t('api.too_many_pictures', { seconds }), {
      headers: { 'retry-after': seconds },
    })
  }

  private async stale(ctx: HttpContext, place: PicturePlace): Promise<Refusal> {
    const now = await pictureAt(place)
    if (now) return staleOne(ctx, presentPicture(now))
    return new Refusal(412, 'stale', ctx.i18n.t('api.stale_one'))
  }

  private gone({ i18n }: HttpContext): Refusal {
    return Refusal.ofField('picture_id', 'unknown_picture', i18n.t('api.unknown_picture'))
  }

  private faulty({ i18n }: HttpContext, fault: string): Refusal {
    return Refusal.ofField('image', 'invalid', i18n.t(`owner.pictures.fault.${fault}`))
  }
}
