import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import {
  joinLink,
  type KeyedPlace,
  MOST_PLACES,
  PLACE_TYPES,
  type PlaceType,
} from '#formats/bookings/places'
import type Service from '#models/services/service'
import type { Form } from '#validators/form'
import { line } from '#validators/rules'

const EMPTY_ROWS = 3

/** The first place has fields of its own, and 0 for its key. */
const ROWS = Array.from({ length: MOST_PLACES }, (_, index) => index + 1)

const typeField = (row: number) => `place_type_${row}`
const detailsField = (row: number) => `place_details_${row}`

export const FIRST_PLACE_FIELDS = { type: 'location_type', details: 'location_details' }

/** Read from the form, row by row. */
export const furtherPlaceSchema = (): object =>
  Object.fromEntries(
    ROWS.flatMap((row) => [
      [typeField(row), vine.enum(PLACE_TYPES).optional()],
      [detailsField(row), line(500).optional()],
    ])
  )

/** Each in the row of its key, so that a booking's place stays what it is while others go. */
export function typedPlaces({ furtherPlaces }: Service): Record<string, string> {
  const rows = (furtherPlaces ?? []).flatMap(({ key, locationType, locationDetails }) => [
    [typeField(key), locationType],
    [detailsField(key), locationDetails ?? ''],
  ])
  return Object.fromEntries(rows)
}

export function placeRows({ values }: Form): number[] {
  const last = ROWS.findLast((row) => values[typeField(row)] || values[detailsField(row)]) ?? 0
  return ROWS.slice(0, last + EMPTY_ROWS)
}

/** Errors go into the form. */
export function chosenPlaces(form: Form, i18n: I18n): KeyedPlace[] {
  const further = ROWS.flatMap((row) => {
    const fields = { type: typeField(row), details: detailsField(row) }
    const locationType = form.values[fields.type]
    const place = placeOf(form, fields)
    if (locationType) return [{ key: row, ...place, fields }]
    if (place.locationDetails) {
      form.errors[fields.type] ??= i18n.t('owner.services.places.no_type')
    }
    return []
  })
  const first = { key: 0, ...placeOf(form, FIRST_PLACE_FIELDS), fields: FIRST_PLACE_FIELDS }
  const all = [first, ...further]
  for (const place of all) {
    const wrong = whatIsWrong(place, all)
    if (wrong) form.errors[place.fields.details] ??= i18n.t(`owner.services.places.${wrong}`)
  }
  return further.map(({ fields, ...place }) => place)
}

function placeOf({ values }: Form, fields: typeof FIRST_PLACE_FIELDS) {
  return {
    locationType: values[fields.type] as PlaceType,
    locationDetails: values[fields.details]?.trim() || null,
  }
}

function whatIsWrong(place: KeyedPlace, all: readonly KeyedPlace[]): string | null {
  const { locationType, locationDetails } = place
  const isMeeting = locationType === 'zoom' || locationType === 'google_meet'
  if (isMeeting && locationDetails && !joinLink(place)) return 'no_link'
  if (all.length === 1) return null
  if (locationType === 'custom' && !locationDetails) return 'no_words'
  const isTwice = all.some(
    (other) =>
      other.key < place.key &&
      other.locationType === locationType &&
      other.locationDetails === locationDetails
  )
  return isTwice ? 'twice' : null
}
