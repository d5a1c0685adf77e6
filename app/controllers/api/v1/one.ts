import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { versionOf } from '#models/version'

type Shape = Record<string, unknown>

/** What calendars elsewhere make of it, by and by. */
const NOBODYS_CHANGE = ['calendar_event_id', 'calendar_event_url', 'sync', 'last_read_at']

/**
 * Of one thing as it stands, whatever was included beside it (RFC 9110, 8.8.3). What nobody changes
 * has a part of its own, which a change is not held up by.
 */
function tagOf(shape: Shape): string {
  const [own, others] = [false, true].map((isOthers) =>
    Object.entries(shape).filter(([name]) => NOBODYS_CHANGE.includes(name) === isOthers)
  )
  const version = versionOf(Object.fromEntries(own))
  return others.length > 0 ? `"${version}.${versionOf(others)}"` : `"${version}"`
}

const versionIn = (tag: string) => tag.replace(/\.[^.]*"$/, '"')

/** One object, bare; nothing where whoever asks has it already. */
export function answerOne(
  { request, response }: HttpContext,
  shape: Shape,
  included: Shape = {}
): Shape | undefined {
  const isAsItWas = Object.keys(included).length === 0
  response.header('etag', tagOf(shape))
  const isReading = request.method() === 'GET' || request.method() === 'HEAD'
  if (isReading && isAsItWas && isKnown(request, tagOf(shape))) {
    response.status(304)
    return undefined
  }
  return { ...shape, ...included }
}

/** Whatever `Cache-Control` says: browsers add `no-cache` to a request that names a version itself. */
function isKnown(request: HttpContext['request'], tag: string): boolean {
  const known = request.header('if-none-match')?.split(',') ?? []
  return known.some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')))
}

/** Matches no version. */
const NONE = ''

/**
 * The version that a change is for: `current`, where `If-Match` names the tag of `shape` as it was
 * just read; null without the header, where any version will do. A repeated request is answered
 * from its key before the version is looked at, so nothing is refused here.
 */
export function versionAsked(
  { request }: Pick<HttpContext, 'request'>,
  shape: Shape,
  current: string
): string | null {
  const header = request.header('if-match')?.trim()
  if (header === undefined || header === '*') return null
  const tags = header.split(',').map((tag) => versionIn(tag.trim()))
  return tags.includes(versionIn(tagOf(shape))) ? current : NONE
}

/** Whether it was read as it stands no more. */
export function isStale(ctx: Pick<HttpContext, 'request'>, shape: Shape): boolean {
  return versionAsked(ctx, shape, 'current') === NONE
}

/** For a change that asks for no version by itself. */
export function requireMatch(ctx: Pick<HttpContext, 'request' | 'i18n'>, shape: Shape): void {
  if (isStale(ctx, shape)) throw staleOne(ctx, shape)
}

/** Somebody else changed it: whoever asked gets the tag as it is now. */
export function staleOne({ i18n }: Pick<HttpContext, 'i18n'>, shape: Shape): Refusal {
  return new Refusal(412, 'stale', i18n.t('api.stale_one'), { headers: { etag: tagOf(shape) } })
}
