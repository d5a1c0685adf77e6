import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { type Placed, placesToChoose } from '#formats/bookings/places'

/** The key of the place that is wanted, null for the service's first. */
export function wantedPlace(
  { i18n }: HttpContext,
  service: Placed,
  key: number | null | undefined
): number | null {
  if (key === null || key === undefined) return null
  if (placesToChoose(service).some((place) => place.key === key)) return key
  throw Refusal.ofField('location_id', 'unknown_location', i18n.t('api.unknown_location'))
}
