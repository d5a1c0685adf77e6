import type { HttpContext } from '@adonisjs/core/http'
import { madePicture } from '#controllers/guest/pictures/made_pictures'
import { Refusal } from '#exceptions/refusal'
import {
  businessCard,
  type Card,
  CARD_SIZE,
  type CardAtAddress,
  scheduleCard,
  serviceCard,
} from '#formats/pages/cards'
import type { ShownPicture } from '#formats/pages/pictures'
import { findBusinessPage, findSchedulePage } from '#queries/pages/find_business_page'
import { pictureFile } from '#queries/pictures/picture_file'
import { drawCard } from '#services/cards'

/** What is shown beside a link to a page: of a business, of one of its services, of its people. */
export default class CardsController {
  async show(ctx: HttpContext) {
    const { business } = await this.pageOf(ctx)
    return this.send(ctx, businessCard(business))
  }

  async service(ctx: HttpContext) {
    const { business, services } = await this.pageOf(ctx)
    const service = services.find(({ slug }) => slug === ctx.params.service)
    if (!service) throw new Refusal(404, 'not_found')
    return this.send(ctx, serviceCard(business, service))
  }

  async schedule(ctx: HttpContext) {
    const page = await findSchedulePage(ctx.params.slug)
    if (!page?.own.isOpen) throw new Refusal(404, 'not_found')
    return this.send(ctx, scheduleCard(page.business, page.own, page.host?.photo ?? null))
  }

  private async pageOf({ params }: HttpContext) {
    const page = await findBusinessPage(params.slug, { withVersions: false })
    if (!page || 'movedTo' in page) throw new Refusal(404, 'not_found')
    return page
  }

  /** Only as the page names it now: a picture of before, or none of ours, is not drawn. */
  private async send({ request, response }: HttpContext, { card, path, type }: CardAtAddress) {
    if (path !== request.url()) throw new Refusal(404, 'not_found')
    response.header('cache-control', 'public, max-age=31536000, immutable')
    response.header('content-type', `image/${type}`)
    return response.send(await madePicture(path, () => this.draw(card)))
  }

  private async draw({ mark, cover, ...card }: Card): Promise<Buffer> {
    const files = { mark: await this.fileOf(mark), cover: await this.fileOf(cover) }
    return drawCard({ ...CARD_SIZE, ...card, ...files })
  }

  private async fileOf(picture: ShownPicture | null): Promise<Buffer | null> {
    if (!picture) return null
    const { key, widths } = picture
    const width = widths.find((each) => each >= CARD_SIZE.width) ?? Math.max(...widths)
    return pictureFile({ key, width, format: 'webp' })
  }
}
