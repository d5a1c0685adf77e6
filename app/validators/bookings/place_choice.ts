import type { I18n } from '@adonisjs/i18n'
import { type Placed, placesToChoose } from '#formats/bookings/places'

/** By its key; null where there is one place only and nobody is asked. */
export function validatePlace(
  service: Placed,
  { place }: Record<string, unknown>,
  { i18n }: { i18n: I18n }
): { key: number | null; errors: Record<string, string> } {
  const places = placesToChoose(service)
  if (places.length === 1) return { key: null, errors: {} }
  const chosen = places.find(({ key }) => String(key) === place)
  if (chosen) return { key: chosen.key, errors: {} }
  return { key: null, errors: { place: i18n.t('guest.bookings.details.choose_place') } }
}
