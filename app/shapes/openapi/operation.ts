import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'

export type Described = VineValidator<SchemaTypes, undefined>

/** An address with what it takes and answers: a row of a table of routes. */
export interface OperationDescription {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Of the key; without one, anybody may ask. */
  scope?: string
  query?: Described
  body?: Described
  one?: Described
  beside?: Record<string, SchemaTypes>
  list?: Described
  status?: number
  /** Where a business has to agree first. */
  acceptedStatus?: number
  /** What it is called, where its address does not say it. */
  summary?: string
  /** The names that its fields have there, each with ours. */
  words?: Readonly<Record<string, string>>
  /** Said by the address already. */
  meant?: readonly string[]
  /** Answers with the version of what it is about, and takes it. */
  hasVersion?: boolean
  /** A read that may be refused with 409. */
  needsSetUp?: boolean
  /** To the page, whoever does not ask for JSON. */
  leadsPeople?: boolean
}

/** "POST /api/v1/bookings/:id/approve". */
export function operationAddress({ method, path }: OperationDescription): string {
  return `${method} ${path}`
}

/** "post_api_v1_bookings_id_approve". */
export function operationId(operation: OperationDescription): string {
  return operationAddress(operation)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
}

/** A name follows a slash; "{id}:toggle" is a name and a word. */
const NAME = /(?<=\/):(\w+)/g

export function pathTemplate({ path }: Pick<OperationDescription, 'path'>): string {
  return path.replace(NAME, '{$1}')
}

export function namesInPath({ path }: Pick<OperationDescription, 'path'>): string[] {
  return [...path.matchAll(NAME)].map(([, name]) => name)
}

/** The address with a value for each name in it. */
export function pathWith(
  { path }: Pick<OperationDescription, 'path'>,
  valueOf: (name: string) => string
): string {
  return path.replace(NAME, (_, name: string) => valueOf(name))
}

/** The noun that an operation is listed under. */
export function resourceOf({ path, scope }: OperationDescription): string {
  if (!scope) return 'clients’ side'
  return (
    /^\/api\/v1\/(?:.+\/:\w+\/(hours|overrides)\b|([\w-]+))/.exec(path)?.slice(1).find(Boolean) ??
    'other addresses'
  )
}

/** What the rule below would not say as people do. */
const SAID: Record<string, string> = {
  'GET business': 'Read the business',
  'PATCH business': 'Change the business',
  'GET analytics': 'Read the analytics',
  'GET analytics/visits': 'Read the visits',
  'GET availability': 'Read the availability',
  'PUT availability': 'Set the availability',
  'GET calendar/connect': 'Ask where a calendar is connected',
  'POST bookings/series': 'Book several dates together',
  'POST bookings/address': 'Change the address of a booking’s client',
  'POST bookings/no-show': 'Mark a booking as missed',
  'GET session-series': 'List series of sessions',
  'POST session-series': 'Plan a series of sessions',
  'GET session-series/:id': 'Read a series of sessions',
  'POST session-series/:id/dates': 'Plan a date that a series left out',
  'POST session-series/:id/end': 'End a series of sessions',
  'POST business/logo': 'Put up the logo of the business',
  'POST business/cover': 'Put up the cover of the business',
  'PATCH business/cover': 'Describe the cover of the business',
  'POST hosts/:id/photo': 'Put up the photo of a host',
  'POST services/:id/photo': 'Put up the photo of a service',
  'POST sessions/seats': 'Add a seat to a session',
  'POST sessions/seats/no-show': 'Mark a seat as missed',
  'GET clients/:id/data': 'Read all that is held of a client',
  'POST erasures/:id/refuse': 'Refuse to erase a client',
  'POST clients/notes': 'Add a note to a client',
  'POST clients/tags': 'Add a tag to a client',
  'POST links/duplicate': 'Duplicate a link',
  'POST services/duplicate': 'Duplicate a service',
  'POST links/one-time': 'Create a one-time link under a link',
  'POST links/template': 'Apply a template to a link',
  'POST services/template': 'Apply a template to a service',
  'POST notifications/read': 'Mark notifications as read',
  'POST calendar-feeds/:id/rotate': 'Give a calendar feed another address',
  'POST webhooks/rotate': 'Rotate the secret of a webhook',
  'POST waitlist': 'Add a client to the waitlist',
  'GET waitlist': 'List the waitlist',
  'POST audit/:id/undo': 'Undo a change of the history',
  'GET audit/:id': 'Read an entry of the audit',
  'GET audit': 'List the audit',
  'DELETE waitlist/:id': 'Take an entry off the waiting list',
  'GET waitlist/:id': 'Read an entry of the waiting list',
  'POST waitlist/:id/offer': 'Offer a place to an entry of the waiting list',
}

const VERBS = { GET: 'Read', PUT: 'Set', PATCH: 'Change', DELETE: 'Delete', POST: 'Create' }

/** "Approve a booking", "List services". */
export function titleOf(operation: OperationDescription): string {
  const { method, summary, list, path, status } = operation
  if (summary) return summary
  const parts = path
    .replace(/^\/api\/(v1|booking)\/(scheduling\/)?/, '')
    .replace(/^\/bookings\/(?=links)/, '')
    .replace(/(?<=\w):/, '/')
    .split('/')
  const nouns = parts.filter((part) => !part.startsWith(':'))
  const last = nouns.at(-1) ?? ''
  const ofOne = SAID[`${method} ${parts.join('/')}`]
  if (ofOne) return ofOne
  const said = SAID[`${method} ${nouns.join('/')}`]
  if (said && (parts.at(-1) === last || nouns.length > 1)) return said
  if (list) return `List ${inWords(last)}`
  const isOfOne = parts.length > 1 && parts.at(-1) === last
  if (method === 'POST' && isOfOne && status !== 201) {
    return `${capital(inWords(last))} ${one(nouns.at(-2) ?? '')}`
  }
  if (isOfOne) return `${VERBS[method]} ${inWords(last)} of ${one(nouns.at(-2) ?? '')}`
  return `${VERBS[method]} ${one(last)}`
}

/** "a booking"; what has no plural stays as it is. */
function one(noun: string): string {
  if (!noun.endsWith('s') || noun === 'settings') return `the ${inWords(noun)}`
  const single = inWords(noun).replace(/ies$/, 'y').replace(/s$/, '')
  return `${/^(?!one)[aeiou]/.test(single) ? 'an' : 'a'} ${single}`
}

const inWords = (part: string) => part.replaceAll(/[-_]/g, ' ').replace('one time', 'one-time')
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
