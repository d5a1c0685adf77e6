import type { HttpContext } from '@adonisjs/core/http'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { linkContent } from '#models/links/link_content'
import BookingLink from '#models/links/booking_link'
import { versionOf } from '#models/version'
import type Business from '#models/settings/business'
import { presentLinkRecord } from '#shapes/links/link_record'

export function bookingLinksOf({ id }: Business) {
  return BookingLink.query().where('business_id', id).preload('hosts')
}

/** The address may end with what is done: "7:toggle" (seed 000). */
export function linkAsked({ business, params }: HttpContext): Promise<BookingLink> {
  const id = params.id ?? params['id:toggle'] ?? params['id:duplicate']
  return bookingLinksOf(business)
    .where('id', id)
    .preload('service', (service) => service.preload('hosts'))
    .firstOrFail()
}

export function linkVersionAsked(ctx: HttpContext, link: BookingLink): string | null {
  const content = linkContent(link, idsOf(link.hosts))
  return versionAsked(ctx, presentLinkRecord(link, ctx.business), versionOf(content))
}

/** As it stands by now. */
export async function answerLink(ctx: HttpContext, id: number) {
  return answerOne(ctx, presentLinkRecord(await linkNow(ctx, id), ctx.business))
}

export async function staleLink(ctx: HttpContext, id: number) {
  return staleOne(ctx, presentLinkRecord(await linkNow(ctx, id), ctx.business))
}

export function idsOf(hosts: readonly { id: number }[]): number[] {
  return hosts.map(({ id }) => id)
}

function linkNow({ business }: HttpContext, id: number): Promise<BookingLink> {
  return bookingLinksOf(business).where('id', id).firstOrFail()
}
