import type { HttpContext } from '@adonisjs/core/http'
import { signedAddressOf } from '#pages/address_of'
import type { Query } from '#formats/pages/addresses'

interface Result {
  id: number
  outcome: string
}

interface Page {
  route: string
  params?: Record<string, string | number>
  query?: Query
}

/** With what the page showed before, or how long to wait: only the answer to the form knows that. */
const SAID_AT_ONCE = new Set(['stale', 'too_many_mails'])

/**
 * The page that says what became of several, at an address of its own, so that to reload it sends
 * nothing again; false where something is to be said that no address keeps.
 */
export function leadToResults(
  { response }: HttpContext,
  { route, params = {}, query = {} }: Page,
  rows: readonly Result[]
): boolean {
  if (rows.some(({ outcome }) => SAID_AT_ONCE.has(outcome))) return false
  const ids = new Map<string, number[]>()
  for (const { id, outcome } of rows) ids.set(outcome, [...(ids.get(outcome) ?? []), id])
  const results = [...ids].map((one) => one.flat().join('-')).join('.')
  const path = signedAddressOf(route, params, { ...query, results })
  response.redirect().status(303).toPath(path)
  return true
}

/** Null where the address has none, or was not made here. */
export function resultsIn<Outcome extends string>({
  request,
}: HttpContext): Map<number, Outcome> | null {
  const { results } = request.qs()
  if (typeof results !== 'string' || !request.hasValidSignature()) return null
  const rows = results.split('.').flatMap((group) => {
    const [outcome, ...ids] = group.split('-')
    return ids.map((id): [number, Outcome] => [Number(id), outcome as Outcome])
  })
  return new Map(rows)
}
