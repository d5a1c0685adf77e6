import { signedUrlFor, urlFor } from '@adonisjs/core/services/url_builder'
import { type Query, stated } from '#formats/pages/addresses'

type UrlFor = (route: string, params: object, options: { qs: Query }) => string

interface At {
  query?: Query
  /** The id of a part of the page. */
  part?: string
}

/** By the route's name, so that only `start/routes` knows what the address looks like. */
export function addressOf(
  route: string,
  params: Record<string, string | number> = {},
  { query = {}, part }: At = {}
): string {
  const path = (urlFor as unknown as UrlFor)(route, params, { qs: stated(query) })
  return part === undefined ? path : `${path}#${part}`
}

/** One that nobody but us could have written. */
export function signedAddressOf(
  route: string,
  params: Record<string, string | number>,
  query: Query
): string {
  return (signedUrlFor as unknown as UrlFor)(route, params, { qs: stated(query) })
}
