import { DateTime } from 'luxon'
import CreateOneTimeLink, { type OneTimeDetails } from '#actions/links/create_one_time_link'
import SaveBookingLink, { type LinkDetails } from '#actions/links/save_booking_link'
import PlaceBooking from '#actions/bookings/place_booking'
import type { openShop } from '#database/factories/business'
import type { BookingRequest } from '#steps'
import type BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import { byClient, byUser } from '#models/by'
import { tenOClock } from '#tests/support/guest'
import { PRIYA } from '#tests/support/named_clients'

type Shop = Awaited<ReturnType<typeof openShop>>

/** What every action of an owner says of itself. */
export function byOwner({ business, user }: Pick<Shop, 'business' | 'user'>) {
  return { businessId: business.id, by: byUser(user.id) }
}

export async function makeLink(
  shop: Shop,
  details: LinkDetails = {},
  hostIds: number[] = []
): Promise<BookingLink> {
  const saved = await new SaveBookingLink().handle({
    ...byOwner(shop),
    serviceId: shop.service.id,
    linkId: null,
    details: { name: 'Newsletter', ...details },
    hostIds,
  })
  if (saved.outcome !== 'saved') throw new Error(`Not saved but ${saved.outcome}`)
  return saved.link
}

export function makeTemplate(
  { business }: Pick<Shop, 'business'>,
  details: Partial<BookingTemplate> = {}
): Promise<BookingTemplate> {
  const { id: businessId } = business
  return BookingTemplate.create({ businessId, name: 'First visit', questions: [], ...details })
}

export async function makeOneTime(
  shop: Shop,
  { holdsTimes, ...details }: Partial<OneTimeDetails> & { holdsTimes?: boolean } = {},
  link: BookingLink | null = null
) {
  const created = await new CreateOneTimeLink().handle({
    ...byOwner(shop),
    serviceId: shop.service.id,
    linkId: link?.id ?? null,
    details: { expiresAt: DateTime.utc().plus({ days: 7 }), ...details },
    holdsTimes,
  })
  if (created.outcome !== 'created') throw new Error(`Not created but ${created.outcome}`)
  return created
}

/** A booking through a link, by the real action. */
export function placeThrough(
  { business, service }: Pick<Shop, 'business' | 'service'>,
  linkToken: string,
  wanted: Partial<BookingRequest> & { at?: DateTime } = {}
) {
  const { at = tenOClock(), ...rest } = wanted
  return new PlaceBooking().handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt: at.toMillis(),
    hostId: null,
    linkToken,
    client: PRIYA,
    idempotencyKey: null,
    by: byClient(),
    ...rest,
  })
}
