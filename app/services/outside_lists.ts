import moving from '#config/moving'
import { type JsonFields, jsonFields } from '#services/json_fields'

type ListSource = 'calcom' | 'calendly'

type ListProblem = 'not_let_in' | 'limited' | 'unreachable' | 'unlike' | 'too_many' | 'none'

export class UnreadableList extends Error {
  constructor(readonly problem: ListProblem) {
    super(`A list of bookings could not be read: ${problem}`)
  }
}

/** As if it had been a table, with the columns of a file. */
interface OutsideList {
  titles: string[]
  rows: { line: number; cells: string[] }[]
}

const TITLES = [
  ...['UID', 'Start', 'End', 'Service', 'Name', 'Email', 'Phone', 'Notes', 'Provider email'],
]
const PAGE = 100
const AT_ONCE = 5

/** What is to come there, with the key that its owner gave for this once. */
export async function readOutsideList(
  source: ListSource,
  key: string,
  mostRows: number
): Promise<OutsideList> {
  const read = source === 'calcom' ? calcomRows : calendlyRows
  // One hanging page must not keep whoever waits for the whole.
  const signal = AbortSignal.timeout(moving.lists.withinMs)
  const cells = await read({ key, mostRows, signal })
  if (cells.length === 0) throw new UnreadableList('none')
  return { titles: [...TITLES], rows: cells.map((each, at) => ({ line: at + 1, cells: each })) }
}

interface Reading {
  key: string
  mostRows: number
  signal: AbortSignal
}

async function calcomRows({ mostRows, ...how }: Reading): Promise<string[][]> {
  const { url, version } = moving.calcom
  const rows: string[][] = []
  for (let skip = 0; ; skip += PAGE) {
    const page = await ask(`${url}/v2/bookings?status=upcoming&take=${PAGE}&skip=${skip}`, {
      ...how,
      headers: { 'cal-api-version': version },
    })
    const found = listIn(page.data)
    for (const booking of found) {
      const attendee = jsonFields(listIn(booking.attendees).at(0))
      const host = jsonFields(listIn(booking.hosts).at(0))
      rows.push([
        ...[words(booking.uid), words(booking.start), words(booking.end)],
        words(jsonFields(booking.eventType).title) || words(booking.title),
        ...[words(attendee.name), words(attendee.email), words(attendee.phoneNumber)],
        ...[words(booking.description), words(host.email)],
      ])
    }
    if (rows.length > mostRows) throw new UnreadableList('too_many')
    if (found.length < PAGE) return rows
  }
}

async function calendlyRows({ mostRows, ...how }: Reading): Promise<string[][]> {
  const { calendlyUrl: url } = moving.lists
  const { resource } = await ask(`${url}/users/me`, how)
  const me = jsonFields(resource)
  const query = new URLSearchParams({
    ...{ user: words(me.uri), status: 'active', count: String(PAGE), sort: 'start_time:asc' },
    min_start_time: new Date().toISOString(),
  })
  const events: JsonFields[] = []
  for (let token = ''; ;) {
    const page = await ask(
      `${url}/scheduled_events?${query}${token && `&page_token=${encodeURIComponent(token)}`}`,
      how
    )
    events.push(...listIn(page.collection))
    if (events.length > mostRows) throw new UnreadableList('too_many')
    token = words(jsonFields(page.pagination).next_page_token)
    if (token === '') break
  }
  const rows: string[][] = []
  for (let at = 0; at < events.length; at += AT_ONCE) {
    const some = events.slice(at, at + AT_ONCE)
    rows.push(...(await Promise.all(some.map((event) => calendlyRow(event, url, how)))))
  }
  return rows
}

async function calendlyRow(
  event: JsonFields,
  url: string,
  how: Omit<Reading, 'mostRows'>
): Promise<string[]> {
  const id = /\/scheduled_events\/([\w-]{1,64})$/.exec(words(event.uri))?.[1]
  if (!id) throw new UnreadableList('unlike')
  const page = await ask(`${url}/scheduled_events/${id}/invitees`, how)
  const invitee = jsonFields(listIn(page.collection).find(({ status }) => status !== 'canceled'))
  const member = jsonFields(listIn(event.event_memberships).at(0))
  const answers = listIn(invitee.questions_and_answers).map(
    ({ question, answer }) => `${words(question)}: ${words(answer)}`
  )
  return [
    ...[id, words(event.start_time), words(event.end_time), words(event.name)],
    ...[words(invitee.name), words(invitee.email), words(invitee.text_reminder_number)],
    ...[answers.join('; '), words(member.user_email)],
  ]
}

interface Asking extends Omit<Reading, 'mostRows'> {
  headers?: Record<string, string>
}

async function ask(address: string, { key, signal, headers = {} }: Asking): Promise<JsonFields> {
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${key}`, accept: 'application/json', ...headers },
    ...{ redirect: 'manual', signal },
  }).catch(() => null)
  if (!response) throw new UnreadableList('unreachable')
  const { status } = response
  if (status === 401 || status === 403) throw new UnreadableList('not_let_in')
  if (status === 429) throw new UnreadableList('limited')
  if (!response.ok) throw new UnreadableList('unreachable')
  const text = await response.text().catch(() => null)
  if (text === null || text.length > moving.lists.mostCharacters) {
    throw new UnreadableList('unreachable')
  }
  try {
    const body: unknown = JSON.parse(text)
    return jsonFields(body)
  } catch {
    throw new UnreadableList('unlike')
  }
}

function listIn(value: unknown): JsonFields[] {
  return Array.isArray(value) ? value.map(jsonFields) : []
}

function words(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '') : ''
}
