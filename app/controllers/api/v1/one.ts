import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { versionOf } from '#models/version'

type Shape = Record<string, unknown>

/** Of one thing as it stands, whatever was included beside it (RFC 9110, 8.8.3). */
function tagOf(shape: Shape): string {
  return `"${versionOf(shape)}"`
}

/** One object, bare; nothing where whoever asks has it already. */
export function answerOne(
  { request, response }: HttpContext,
  shape: Shape,
  included: Shape = {}
): Shape | undefined {
  const isAsItWas = Object.keys(included).length === 0
  response.header('etag', tagOf(shape))
  const isReading = request.method() === 'GET' || request.method() === 'HEAD'
  if (isReading && isAsItWas && response.fresh()) {
    response.status(304)
    return undefined
  }
  return { ...shape, ...included }
}

/** Refuses a change by somebody who read it otherwise; without `If-Match` any version will do. */
export function requireMatch({ request, i18n }: HttpContext, shape: Shape): void {
  const header = request.header('if-match')?.trim()
  if (header === undefined || header === '*') return
  const tags = header.split(',').map((tag) => tag.trim())
  if (!tags.includes(tagOf(shape))) throw staleOne({ i18n }, shape)
}

/** Somebody else changed it: whoever asked gets the tag as it is now. */
export function staleOne({ i18n }: Pick<HttpContext, 'i18n'>, shape: Shape): Refusal {
  return new Refusal(412, 'stale', i18n.t('api.stale_one'), { headers: { etag: tagOf(shape) } })
}
