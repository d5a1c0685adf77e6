import type { HttpContext } from '@adonisjs/core/http'
import { madePicture } from '#controllers/guest/pictures/made_pictures'
import { Refusal } from '#exceptions/refusal'
import { type Card, CARD_SIZE, cardOf } from '#formats/pages/cards'
import { findBusinessPage } from '#queries/pages/find_business_page'
import { pictureFile } from '#queries/pictures/picture_file'
import { drawCard } from '#services/cards'

/** What is shown beside a link to a business's page, or to one of its services. */
export default class CardsController {
  /** Only as the page names it now: a picture of before, or none of ours, is not drawn. */
  async show({ params, request, response }: HttpContext) {
    const page = await findBusinessPage(params.slug, { withVersions: false })
    if (!page || 'movedTo' in page) throw new Refusal(404, 'not_found')
    const service = page.services.find(({ slug }) => slug === params.service) ?? null
    const card = cardOf(page.business, service)
    if (card?.path !== request.url()) throw new Refusal(404, 'not_found')

    response.header('cache-control', 'public, max-age=31536000, immutable')
    response.header('content-type', 'image/png')
    return response.send(await madePicture(card.path, () => this.draw(card)))
  }

  private async draw({ logo, ...card }: Card): Promise<Buffer> {
    const width = logo?.widths.at(-1)
    const wanted = logo && width ? { key: logo.key, width, format: 'webp' as const } : null
    return drawCard({ ...CARD_SIZE, ...card, logo: wanted && (await pictureFile(wanted)) })
  }
}
