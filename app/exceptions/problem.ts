import { appUrl } from '#config/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { HttpError } from '@adonisjs/core/types/http'
import { type ProblemCode } from '#exceptions/problem_codes'
import { Refusal } from '#exceptions/refusal'

/** Statuses that have their own words; others use those of 400 or 500. */
const WORDED = new Set([400, 403, 404, 405, 409, 410, 412, 413, 422, 429, 500, 503])

const CODES = new Map<number, ProblemCode>([
  [400, 'unreadable'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [405, 'method_not_allowed'],
  [413, 'too_large'],
  [415, 'unsupported_type'],
  [429, 'too_many_requests'],
  [503, 'unavailable'],
])

/** What machines are told of an error (RFC 9457). */
export function problemOf(error: HttpError, status: number, { request, i18n }: HttpContext) {
  const refusal = error instanceof Refusal ? error : null
  const code = refusal?.code ?? codeOf(error, status)
  return {
    type: `${appUrl}/docs/problems#${code}`,
    title: titleOf(code),
    status,
    detail: refusal?.sentence ?? i18n.t(`problems.code.${code}`),
    instance: request.url(),
    code,
    errors: [],
    ...refusal?.facts,
    request_id: request.id(),
  }
}

/** "Slot taken": the same for every problem of its type (RFC 9457, 3.1.4). */
function titleOf(code: ProblemCode): string {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function problemWords({ code }: HttpError, status: number): string {
  if (code === 'E_CROSS_SITE') return 'cross_site'
  return String(WORDED.has(status) ? status : status >= 500 ? 500 : 400)
}

/** Of what the framework or a library threw. */
function codeOf({ code }: HttpError, status: number): ProblemCode {
  if (code === 'E_CROSS_SITE') return 'cross_site'
  if (code === 'E_FEATURE_OFF') return 'feature_off'
  return CODES.get(status) ?? (status >= 500 ? 'internal' : 'unreadable')
}
