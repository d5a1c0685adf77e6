import { formatNames } from '#formats/words/directions'

interface Named {
  name: string
  kind?: 'person' | 'room'
}

interface Given {
  host: Named
  hostsTogether?: readonly Named[]
}

export function hostNames(given: Given): string[] {
  return hostsOf(given).map(({ name }) => name)
}

/** Who gives it, and in which rooms. */
export function namesByKind(given: Given): Record<'people' | 'rooms', string[]> {
  return { people: namesOf(given, 'person'), rooms: namesOf(given, 'room') }
}

/** With whom it is; empty where only rooms are booked. */
export function formatPeople(given: Given, locale: string): string {
  return formatNames(namesOf(given, 'person'), locale)
}

/** Where in the house it is; empty where no room is booked. */
export function formatRooms(given: Given, locale: string): string {
  return formatNames(namesOf(given, 'room'), locale)
}

/** In one line for the business: "Anna Reed and Tom Okafor (Room 1)". */
export function formatHosts(given: Given, locale: string): string {
  const people = formatPeople(given, locale)
  const rooms = formatRooms(given, locale)
  return people && rooms ? `${people} (${rooms})` : people || rooms
}

function hostsOf({ host, hostsTogether = [] }: Given): readonly Named[] {
  return hostsTogether.length > 0 ? hostsTogether : [host]
}

function namesOf(given: Given, wanted: 'person' | 'room'): string[] {
  return hostsOf(given)
    .filter(({ kind = 'person' }) => kind === wanted)
    .map(({ name }) => name)
}
