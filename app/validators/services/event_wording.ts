import vine from '@vinejs/vine'
import { EVENT_VARIABLES } from '#formats/bookings/event_wording'
import { unknownVariables } from '#formats/words/variables'

const knownVariables = vine.createRule((value, _, field) => {
  const unknown = unknownVariables(String(value), EVENT_VARIABLES)
  if (unknown.length === 0) return
  const known = EVENT_VARIABLES.map((name) => `{${name}}`).join(', ')
  const values = { unknown: unknown.join(', '), known }
  field.report('Nothing is known by {unknown}', 'unknownVariable', field, values)
})

/** Words in which variables stand for what is known of a booking. */
export const eventWording = () => knownVariables()
